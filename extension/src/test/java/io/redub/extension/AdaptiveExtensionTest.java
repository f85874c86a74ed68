package io.redub.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.url.URL;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extensions chosen at each call. */
class AdaptiveExtensionTest {
    @SPI("red")
    interface PaintBrush {
        @Adaptive
        String paint(URL url, int a, long b, double c, float d, boolean e, Object[] f)
                throws IOException;

        @Adaptive({"first", "second"})
        String byKeys(String text, URL url);

        @Adaptive("protocol")
        String byProtocol(Holder holder);

        @Adaptive("tone")
        long byMethod(URL url, Call call);

        @Adaptive
        void none(URL url);

        String notAdaptive(URL url);

        default String defaultMethod() {
            return "default";
        }

        @Override
        String toString();
    }

    interface Holder {
        String name();

        URL where();
    }

    record Call(String methodName) implements MethodNamed {}

    static class Red implements PaintBrush {
        @Override
        public String paint(URL u, int a, long b, double c, float d, boolean e, Object[] f)
                throws IOException {
            if (a < 0) {
                throw new IOException("negative");
            }
            return getClass().getSimpleName() + a + b + c + d + e + f.length;
        }

        @Override
        public String byKeys(String text, URL url) {
            return text + getClass().getSimpleName();
        }

        @Override
        public String byProtocol(Holder holder) {
            return getClass().getSimpleName();
        }

        @Override
        public long byMethod(URL url, Call call) {
            return getClass() == Red.class ? 1 : 2;
        }

        @Override
        public void none(URL url) {
            throw new IllegalArgumentException(getClass().getSimpleName());
        }

        @Override
        public String notAdaptive(URL url) {
            return "";
        }
    }

    static final class Blue extends Red {}

    @TempDir Path folder;
    private ExtensionLoader<PaintBrush> loader;
    private PaintBrush brush;

    @BeforeEach
    void declare() throws IOException {
        loader =
                loaderOf(
                        PaintBrush.class,
                        "red=" + Red.class.getName(),
                        "blue=" + Blue.class.getName());
        brush = loader.getAdaptiveExtension();
    }

    private <T> ExtensionLoader<T> loaderOf(Class<T> point, String... lines) throws IOException {
        Path place = new Sources().declare("redub", point, lines).folder(folder);
        return new ExtensionLoader<>(point, List.of(Sources.loaderOf(place)));
    }

    @Test
    void theKeyIsTheInterfacesNameSplitAtCapitals() throws IOException {
        assertThat(paint("test://h?paint.brush=blue")).isEqualTo("Blue123.04.0true2");
        assertThat(paint("test://h")).isEqualTo("Red123.04.0true2");
    }

    private String paint(String url) throws IOException {
        return brush.paint(URL.valueOf(url), 1, 2, 3, 4, true, new Object[2]);
    }
}
