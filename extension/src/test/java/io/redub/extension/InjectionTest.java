package io.redub.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.url.URL;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Setters of extensions; the points {@code Engine} and injectors are declared in resources. */
class InjectionTest {
    @SPI("diesel")
    public interface Engine {
        @Adaptive
        String sound(URL url);
    }

    public static final class Diesel implements Engine {
        @Override
        public String sound(URL url) {
            return "tok";
        }
    }

    @SPI
    public interface NotAdaptive {}

    @SPI
    public interface Car {}

    static final Executor BEAN = Runnable::run;

    public static final class Beans implements ExtensionInjector {
        static final List<String> ASKED = new ArrayList<>();

        @Override
        public <T> @Nullable T getInstance(Class<T> type, String name) {
            ASKED.add(type.getSimpleName() + " " + name);
            return type == Executor.class && name.equals("workers") ? type.cast(BEAN) : null;
        }
    }

    static class Bus implements Car {
        Engine engine;
        Executor workers;
        Executor others;
        Runnable disabled;
        String text = "unset";
        NotAdaptive notAdaptive;

        public void setEngine(Engine engine) {
            this.engine = engine;
        }

        public void setWorkers(Executor workers) {
            this.workers = workers;
        }

        public void setOthers(Executor others) {
            this.others = others;
        }

        public void setText(String text) {
            this.text = text;
        }

        public void setNotAdaptive(NotAdaptive notAdaptive) {
            this.notAdaptive = notAdaptive;
        }

        @DisableInject
        public void setDisabled(Runnable disabled) {
            this.disabled = disabled;
        }
    }

    @DisableInject
    static final class Tram extends Bus {}

    static final class Choosy implements Car {
        public void setWorkers(Executor workers) {
            throw new IllegalArgumentException("not these");
        }
    }

    static final class Trailer implements Car {
        final Car car;
        Engine engine;

        Trailer(Car car) {
            this.car = car;
        }

        public void setEngine(Engine engine) {
            this.engine = engine;
        }
    }

    @TempDir Path folder;

    @Test
    void settersGetAdaptiveExtensionsAndBeans() throws IOException {
        Bus bus = (Bus) car(Bus.class);
        assertThat(bus.engine.sound(URL.valueOf("test://h?engine=diesel"))).isEqualTo("tok");
        assertThat(bus.workers).isSameAs(BEAN);
        assertThat(bus.others).isNull();
        assertThat(bus.notAdaptive).isNull();
        assertThat(bus.disabled).isNull();
        assertThat(bus.text).isEqualTo("unset");
        assertThat(Beans.ASKED).contains("Executor workers", "Executor others");
        assertThat(Beans.ASKED).noneMatch(s -> s.startsWith("String") || s.startsWith("Engine"));
    }

    @Test
    void aClassMayDeclineAllInjection() throws IOException {
        Bus tram = (Bus) car(Tram.class);
        assertThat(tram.engine).isNull();
        assertThat(tram.workers).isNull();
    }

    @Test
    void wrappersAreInjectedToo() throws IOException {
        Trailer trailer =
                (Trailer)
                        Sources.extensions(
                                        folder,
                                        Car.class,
                                        "car=" + Bus.class.getName(),
                                        "trailer=" + Trailer.class.getName())
                                .getExtension("car");
        assertThat(trailer.engine).isNotNull();
        assertThat(((Bus) trailer.car).engine).isSameAs(trailer.engine);
    }

    @Test
    void aSetterThatRefusesFailsTheExtensionWithItsReason() {
        assertThatThrownBy(() -> car(Choosy.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("cannot be created", "setWorkers")
                .hasRootCauseMessage("not these");
    }

    private Car car(Class<? extends Car> type) throws IOException {
        return Sources.extensions(folder, Car.class, "car=" + type.getName()).getExtension("car");
    }
}
