package io.redub.protocol.rmi;

import io.redub.serialize.SerializationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.rmi.NotBoundException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a registry says of an object: its port, its id and how it is called. It says a host, too,
 * which is not looked at: calls go to the host that the user, or the registry of services, named.
 *
 * @param id as it stands in calls, of {@link #ID_BYTES} bytes
 * @param faces the names of its remote interfaces
 */
record Stub(int port, byte[] id, List<String> faces) {
    static final int ID_BYTES = 22;

    /** Enough for any reference; one of a foreign class has no reason to be larger. */
    private static final int MOST_BYTES = 64 * 1024;

    /**
     * Reads the answer of a registry, without making anything that would connect.
     *
     * @throws NotBoundException if it has nothing of that name
     * @throws SerializationException if it is something else than a stub
     */
    static Stub read(byte[] answer) throws NotBoundException {
        try (StubStream in = new StubStream(new ByteArrayInputStream(answer))) {
            int kind = in.readByte();
            in.readFully(new byte[Jrmp.ACK_BYTES]);
            if (kind != Jrmp.NORMAL_RETURN) {
                throw failure(new Answer(answer, FailureWorld.ALONE).thrown());
            }
            Object read = in.readObject();
            if (read != null
                    && Proxy.isProxyClass(read.getClass())
                    && Proxy.getInvocationHandler(read) instanceof Handler handler) {
                return new Stub(handler.port, handler.id, in.faces);
            }
            throw new SerializationException("the registry has no stub there: " + read);
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw e instanceof SerializationException known
                    ? known
                    : new SerializationException("no stub, but: " + e, e);
        }
    }

    private static NotBoundException failure(Throwable thrown) {
        if (thrown instanceof NotBoundException known) {
            return known;
        }
        throw new SerializationException("the registry failed: " + thrown);
    }

    /** Stands for the remote interfaces of a stub, whose names are enough. */
    private interface Face {}

    /** Read in place of {@code java.rmi.server.RemoteObject}, which would register itself. */
    private static class Reference implements Serializable {
        private static final long serialVersionUID = 1L;
        transient int port;
        transient byte[] id = new byte[ID_BYTES];

        private void readObject(ObjectInputStream in) throws IOException {
            String kind = in.readUTF();
            if (!kind.equals("UnicastRef") && !kind.equals("UnicastRef2")) {
                throw new SerializationException("a reference of the kind " + kind);
            }
            if (kind.equals("UnicastRef2") && in.readByte() != 0) {
                throw new SerializationException(
                        "it has sockets of its own kind, such as TLS, which are not supported");
            }
            in.readUTF();
            port = in.readInt();
            byte[] read = new byte[ID_BYTES];
            in.readFully(read);
            id = read;
            in.readBoolean();
        }

        /** That there is such a method says how the form on the wire is. */
        private void writeObject(ObjectOutputStream out) throws IOException {
            throw new NotSerializableException(Reference.class.getName());
        }
    }

    /** Read in place of {@code java.rmi.server.RemoteObjectInvocationHandler}. */
    private static final class Handler extends Reference implements InvocationHandler {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            throw new UnsupportedOperationException("it is read, not called");
        }
    }

    /** Makes nothing but the above. */
    private static final class StubStream extends ObjectInputStream {
        private static final Class<?> PROXY =
                Proxy.newProxyInstance(
                                Face.class.getClassLoader(),
                                new Class<?>[] {Face.class},
                                (proxy, method, arguments) -> null)
                        .getClass();

        private List<String> faces = List.of();

        StubStream(InputStream in) throws IOException {
            super(in);
            setObjectInputFilter(
                    info ->
                            info.streamBytes() <= MOST_BYTES
                                            && info.arrayLength() <= 1024
                                            && info.depth() <= 64
                                    ? ObjectInputFilter.Status.ALLOWED
                                    : ObjectInputFilter.Status.REJECTED);
        }

        @Override
        protected ObjectStreamClass readClassDescriptor()
                throws IOException, ClassNotFoundException {
            ObjectStreamClass read = super.readClassDescriptor();
            return switch (read.getName()) {
                case "java.rmi.server.RemoteObjectInvocationHandler" ->
                        ObjectStreamClass.lookup(Handler.class);
                case "java.rmi.server.RemoteObject" -> ObjectStreamClass.lookup(Reference.class);
                default -> read;
            };
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws ClassNotFoundException {
            for (Class<?> own : List.of(Handler.class, Reference.class)) {
                if (described == ObjectStreamClass.lookup(own)) {
                    return own;
                }
            }
            if (described.getName().equals(Proxy.class.getName())) {
                return Proxy.class;
            }
            throw new ClassNotFoundException(described.getName());
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) {
            faces = List.of(interfaces);
            return PROXY;
        }
    }
}
