package io.redub.protocol.hessian;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.protocol.ProviderInvoker;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A file of 100 MB each way, by both sides in one JVM whose heap has 64 MB. */
class FileTest {
    private static final long SIZE = 100L << 20;

    /** The JVM. */
    public static void main(String[] arguments) throws Exception {
        String sum = DepotBean.checked(DepotBean.generated(SIZE));
        try (DepotServer server = new DepotServer("");
                ProviderInvoker invoker = server.refer("&timeout=60000")) {
            Object stored =
                    DepotServer.call(invoker, "store", "f", Map.of(), DepotBean.generated(SIZE));
            if (!stored.equals("f {} " + sum)) {
                throw new AssertionError(stored);
            }
            try (InputStream back = (InputStream) DepotServer.call(invoker, "load", SIZE)) {
                String loaded = DepotBean.checked(back);
                if (!loaded.equals(sum)) {
                    throw new AssertionError(loaded);
                }
            }
        }
        System.out.println("both ways: " + sum);
        System.exit(0);
    }

    @Test
    void aFileLargerThanTheHeapGoesThereAndBack() throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:MaxDirectMemorySize=64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FileTest.class.getName())
                        .redirectErrorStream(true)
                        .start();
        try {
            String told = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(told).contains("both ways: " + SIZE + ":");
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void anArrayOfAHundredMegabytesIsTakenWhereThePayloadAllowsIt() throws Exception {
        try (DepotServer server = new DepotServer("&payload=220000000");
                ProviderInvoker invoker = server.refer("&payload=220000000")) {
            byte[] content = DepotBean.generated(SIZE).readAllBytes();
            assertThat(DepotServer.call(invoker, "size", (int) SIZE, content))
                    .isEqualTo(SIZE + " " + SIZE);
        }
    }
}
