package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.Admit;
import io.redub.service.GenericService;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Objects of classes that only a user's word admits, there and back again. */
class AdmittedClassesTest {
    /** What is declared. */
    @Admit(Known.class)
    public abstract static class Shape implements Serializable {
        private static final long serialVersionUID = 1L;
        public String name = "a " + getClass().getSimpleName();

        @Override
        public boolean equals(Object other) {
            return other != null
                    && other.getClass() == getClass()
                    && Objects.equals(((Shape) other).name, name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** Admitted where Shape is declared. */
    public static final class Known extends Shape {
        private static final long serialVersionUID = 1L;
    }

    /** Admitted by the method. */
    public static final class OfMethod extends Shape {
        private static final long serialVersionUID = 1L;
    }

    /** Admitted by the file of this class path. */
    public static final class Listed extends Shape {
        private static final long serialVersionUID = 1L;
    }

    /** Admitted by a parameter. */
    public static final class Named extends Shape {
        private static final long serialVersionUID = 1L;
    }

    /** Admitted by nobody. */
    public static final class Stranger extends Shape {
        private static final long serialVersionUID = 1L;
    }

    /** Gives back what it got. */
    public interface Shapes {
        Shape same(Shape shape);

        @Admit(OfMethod.class)
        Object any(Object shape);

        Object make();
    }

    private static final class Bean implements Shapes {
        @Override
        public Shape same(Shape shape) {
            return shape;
        }

        @Override
        public Object any(Object shape) {
            return shape;
        }

        @Override
        public Object make() {
            return new Stranger();
        }
    }

    private static RedubBootstrap provider(String admit) {
        return RedubBootstrap.application("shapes")
                .protocol("dubbo", 0)
                .host("127.0.0.1")
                .shutdownWait(Duration.ZERO)
                .service(
                        ServiceConfig.of(Shapes.class, new Bean())
                                .parameter("serialize.admit", admit))
                .start();
    }

    private static ReferenceConfig<Shapes> reference(RedubBootstrap provider) {
        return ReferenceConfig.of(Shapes.class).url("dubbo://127.0.0.1:" + provider.port("dubbo"));
    }

    @Test
    void annotationFileAndParameterAdmitAndNothingElse() {
        String named = Named.class.getName();
        try (RedubBootstrap provider = provider(named)) {
            Shapes shapes = provider.refer(reference(provider).parameter("serialize.admit", named));
            for (Shape each :
                    new Shape[] {new Known(), new OfMethod(), new Listed(), new Named()}) {
                assertThat(shapes.same(each)).isEqualTo(each);
                assertThat(shapes.any(each)).isEqualTo(each);
            }
            assertThatThrownBy(() -> shapes.any(new Stranger()))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.isSerialization()).isTrue())
                    .hasMessageContaining(Stranger.class.getName() + " is not admitted to ")
                    .hasMessageContaining(Shapes.class.getName())
                    .hasMessageContaining(
                            "add the line "
                                    + Stranger.class.getName()
                                    + " to META-INF/redub/admitted");
        }
    }

    @Test
    void eachSideAdmitsForItself() {
        String named = Named.class.getName();
        try (RedubBootstrap provider = provider(named)) {
            Shapes shapes = provider.refer(reference(provider));
            assertThatThrownBy(() -> shapes.same(new Named()))
                    .hasMessageContaining("the answer of")
                    .hasMessageContaining(named + " is not admitted to");
        }
    }

    @Test
    void anUnknownClassBecomesAMapOnlyWhereTheUserWantsIt() {
        try (RedubBootstrap provider = provider("")) {
            Map<String, String> expected = Map.of("name", "a Stranger");
            Shapes shapes =
                    provider.refer(reference(provider).parameter("serialize.unknown", "map"));
            assertThat(shapes.make()).isEqualTo(expected);
            Shapes strict = provider.refer(reference(provider));
            assertThatThrownBy(strict::make).hasMessageContaining("is not admitted");

            ReferenceConfig<GenericService> generic =
                    ReferenceConfig.generic(Shapes.class.getName())
                            .url("dubbo://127.0.0.1:" + provider.port("dubbo"))
                            .parameter("generic", "raw.return");
            assertThat(provider.refer(generic).$invoke("make", new String[0], new Object[0]))
                    .isEqualTo(expected);
            GenericService none = provider.refer(generic.parameter("serialize.unknown", "error"));
            assertThatThrownBy(() -> none.$invoke("make", new String[0], new Object[0]))
                    .hasMessageContaining("is not admitted");
        }
    }

    @Test
    void aNameThatIsNoClassOfTheUsersIsAnErrorAtStart() {
        for (String wrong :
                new String[] {"com.acme.Missing", "com.acme.*", "java.net.URLClassLoader"}) {
            assertThatThrownBy(() -> provider(wrong))
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION))
                    .hasMessageContaining(Shapes.class.getName() + ": serialize.admit: ")
                    .hasMessageContaining(wrong);
        }
    }
}
