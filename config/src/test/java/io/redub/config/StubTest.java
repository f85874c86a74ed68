package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The user's own object around a reference. */
class StubTest {
    public interface Greeter {
        String greet(String name);
    }

    public static class GreeterStub implements Greeter {
        private final Greeter remote;

        public GreeterStub(Greeter remote) {
            this.remote = remote;
        }

        @Override
        public String greet(String name) {
            return name.isEmpty() ? "who?" : "stub(" + remote.greet(name) + ")";
        }
    }

    public static class GreeterLocal extends GreeterStub {
        public GreeterLocal(Greeter remote) {
            super(remote);
        }

        @Override
        public String greet(String name) {
            return "local " + super.greet(name);
        }
    }

    public static class Lonely implements Greeter {
        @Override
        public String greet(String name) {
            return name;
        }
    }

    public static class Failing extends GreeterStub {
        public Failing(Greeter remote) {
            super(remote);
            throw new IllegalStateException("not today");
        }
    }

    private final RedubBootstrap app =
            RedubBootstrap.application("stub-test")
                    .shutdownHook(false)
                    .host("127.0.0.1")
                    .protocol("dubbo", 0);

    @BeforeEach
    void start() {
        app.service(ServiceConfig.of(Greeter.class, name -> "hello " + name)).start();
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Greeter refer(String key, String value) {
        return app.refer(
                ReferenceConfig.of(Greeter.class)
                        .url("dubbo://127.0.0.1:" + app.port("dubbo"))
                        .parameter(key, value));
    }

    @Test
    void aStubRunsInTheConsumerAroundTheCall() {
        for (String name : new String[] {"true", "default", GreeterStub.class.getName()}) {
            Greeter greeter = refer("stub", name);
            assertThat(greeter.greet("you")).isEqualTo("stub(hello you)");
            assertThat(greeter.greet("")).isEqualTo("who?");
        }
    }

    @Test
    void localIsTheOlderWord() {
        assertThat(refer("local", "true").greet("you")).isEqualTo("local stub(hello you)");
    }

    @Test
    void noneIsNone() {
        assertThat(refer("stub", "false").greet("you")).isEqualTo("hello you");
    }

    /** A registry that is not ours must not choose what runs in the consumer. */
    @Test
    void aProviderDoesNotNameTheConsumersStub() {
        Greeter greeter =
                app.refer(
                        ReferenceConfig.of(Greeter.class)
                                .url("dubbo://127.0.0.1:" + app.port("dubbo") + "?stub=true"));
        assertThat(greeter.greet("you")).isEqualTo("hello you");
    }

    @Test
    void aStubThatCannotBeMadeIsAnErrorWhenTheReferenceIsMade() {
        assertWrong("com.example.Nowhere", "no class com.example.Nowhere");
        assertWrong("java.lang.String", "does not implement");
        assertWrong(Lonely.class.getName(), "no public constructor that takes");
        assertWrong(Failing.class.getName(), "not today");
    }

    private void assertWrong(String name, String part) {
        assertThatThrownBy(() -> refer("stub", name))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION))
                .hasMessageContaining("stub")
                .hasMessageContaining(part);
    }
}
