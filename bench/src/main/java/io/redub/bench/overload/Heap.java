package io.redub.bench.overload;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into the heap of another JVM of this user. Not thread-safe. */
final class Heap implements AutoCloseable {
    private static final double MEGABYTE = 1 << 20;

    private final JMXConnector connector;
    private final MemoryMXBean memory;

    private Heap(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.memory =
                ManagementFactory.newPlatformMXBeanProxy(
                        connector.getMBeanServerConnection(),
                        ManagementFactory.MEMORY_MXBEAN_NAME,
                        MemoryMXBean.class);
    }

    @SuppressWarnings("BanJNDI") // the address is that of a process of ours
    static Heap of(long pid) throws IOException {
        try {
            VirtualMachine other = VirtualMachine.attach(Long.toString(pid));
            try {
                JMXServiceURL address = new JMXServiceURL(other.startLocalManagementAgent());
                return new Heap(JMXConnectorFactory.connect(address));
            } finally {
                other.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("JVM " + pid + " cannot be looked into", e);
        }
    }

    /** Megabytes that are in use after a collection. */
    double megabytes() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
