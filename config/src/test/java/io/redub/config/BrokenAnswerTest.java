package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redub.service.RpcException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer whose own code fails while it is read. */
class BrokenAnswerTest {
    private static final AtomicBoolean ARMED = new AtomicBoolean();

    /** A value that cannot be put into a set any more once the fuse is lit. */
    public record Fuse(String name) implements Serializable {
        @Override
        public int hashCode() {
            if (ARMED.get()) {
                throw new LinkageError("no hash code");
            }
            return name.hashCode();
        }
    }

    /** The service. */
    public interface Fuses {
        Set<Fuse> all();
    }

    @Test
    @Timeout(20)
    void aCallWhoseAnswerBreaksItsReaderFailsInsteadOfWaitingForEver() {
        Set<Fuse> fuses = Set.of(new Fuse("a"), new Fuse("b"));
        try (RedubBootstrap provider =
                        RedubBootstrap.application("fuses")
                                .host("127.0.0.1")
                                .protocol("dubbo", 0)
                                .service(ServiceConfig.of(Fuses.class, () -> fuses))
                                .start();
                RedubBootstrap consumer = RedubBootstrap.application("user").start()) {
            Fuses remote =
                    consumer.refer(
                            ReferenceConfig.of(Fuses.class)
                                    .url("dubbo://127.0.0.1:" + provider.port("dubbo"))
                                    .timeout(Duration.ofSeconds(5)));
            assertThat(remote.all()).hasSize(2);

            ARMED.set(true);
            RpcException failure = catchThrowableOfType(RpcException.class, remote::all);

            assertThat(failure)
                    .hasMessageContaining("Fuses.all")
                    .hasMessageContaining("no hash code");
        } finally {
            ARMED.set(false);
        }
    }
}
