package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.redub.serialize.UnknownThrowable;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Exceptions of classes that the consumer does not admit tell all the same what happened there. */
class UnknownThrowableTest {
    /** Declares neither of the two below. */
    public interface Failing {
        String directly();

        String within();
    }

    /** Not admitted. */
    static final class Odd extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final Object detail = "not carried";

        Odd(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final class Bean implements Failing {
        @Override
        public String directly() {
            Odd odd = new Odd("out of pens", new IOException("disk", inner()));
            odd.addSuppressed(new Odd("besides", null));
            throw odd;
        }

        private static Odd inner() {
            return new Odd("innermost", null);
        }

        @Override
        public String within() {
            throw new IllegalStateException("outer", inner());
        }
    }

    private static RedubBootstrap provider;
    private static Failing failing;

    @BeforeAll
    static void start() {
        provider =
                RedubBootstrap.application("failing")
                        .protocol("dubbo", 0)
                        .host("127.0.0.1")
                        .shutdownWait(Duration.ZERO)
                        .service(ServiceConfig.of(Failing.class, new Bean()))
                        .start();
        failing =
                provider.refer(
                        ReferenceConfig.of(Failing.class)
                                .url("dubbo://127.0.0.1:" + provider.port("dubbo")));
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void itsNameMessageCausesAndTraceArriveInAnRpcException() {
        Throwable thrown = catchThrowable(failing::directly);
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.APPLICATION))
                .hasMessageContaining("threw " + Odd.class.getName() + ": out of pens");
        assertThat(thrown.getCause())
                .isInstanceOfSatisfying(
                        UnknownThrowable.class,
                        e -> {
                            assertThat(e.className()).isEqualTo(Odd.class.getName());
                            assertThat(e).hasMessage("out of pens");
                            assertThat(e.getStackTrace()[0].getMethodName()).isEqualTo("directly");
                        });
        assertThat(printed(thrown))
                .contains("Caused by: " + Odd.class.getName() + ": out of pens")
                .contains(Bean.class.getName() + ".directly(UnknownThrowableTest.java:")
                .contains("Suppressed: " + Odd.class.getName() + ": besides")
                .contains("Caused by: java.io.IOException: disk")
                .contains("Caused by: " + Odd.class.getName() + ": innermost")
                .contains(Bean.class.getName() + ".inner(UnknownThrowableTest.java:");
    }

    @Test
    void asACauseItStandsInItsPlace() {
        Throwable thrown = catchThrowable(failing::within);
        assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class).hasMessage("outer");
        assertThat(printed(thrown))
                .contains(Bean.class.getName() + ".within(")
                .contains("Caused by: " + Odd.class.getName() + ": innermost");
    }

    @Test
    void aUserWhoAdmitsItGetsItself() {
        Failing admitting =
                provider.refer(
                        ReferenceConfig.of(Failing.class)
                                .url("dubbo://127.0.0.1:" + provider.port("dubbo"))
                                .parameter("serialize.admit", Odd.class.getName()));
        Throwable thrown = catchThrowable(admitting::directly);
        assertThat(thrown).isExactlyInstanceOf(Odd.class).hasMessage("out of pens");
        assertThat(((Odd) thrown).detail).isEqualTo("not carried");
    }
}
