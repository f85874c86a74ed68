package io.redub.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.url.URL;
import java.io.IOException;
import java.nio.file.Path;
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
                Sources.extensions(
                        folder,
                        PaintBrush.class,
                        "red=" + Red.class.getName(),
                        "blue=" + Blue.class.getName());
        brush = loader.getAdaptiveExtension();
    }

    @Test
    void theKeyIsTheInterfacesNameSplitAtCapitals() throws IOException {
        assertThat(paint("test://h?paint.brush=blue", 1)).isEqualTo("Blue123.04.0true2");
        assertThat(paint("test://h?PaintBrush=blue", 1)).isEqualTo("Red123.04.0true2");
        assertThat(AdaptiveMethod.keyOf("LoadBalance")).isEqualTo("load.balance");
        assertThat(AdaptiveMethod.keyOf("SPI")).isEqualTo("s.p.i");
    }

    @Test
    void anExceptionOfTheChosenExtensionComesThroughAsItIs() {
        assertThatThrownBy(() -> paint("test://h", -1))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("negative");
        assertThatThrownBy(() -> brush.none(URL.valueOf("test://h?paint.brush=blue")))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Blue");
    }

    @Test
    void keysAreTriedInTheirOrderThenTheDefault() {
        assertThat(brush.byKeys("a", URL.valueOf("test://h?first=blue&second=red")))
                .isEqualTo("aBlue");
        assertThat(brush.byKeys("a", URL.valueOf("test://h?second=blue"))).isEqualTo("aBlue");
        assertThat(brush.byKeys("a", URL.valueOf("test://h?third=blue"))).isEqualTo("aRed");
    }

    @Test
    void theKeyProtocolIsTheUrlsScheme() {
        assertThat(brush.byProtocol(holder("blue://h?protocol=red"))).isEqualTo("Blue");
        assertThat(brush.byProtocol(holder("h:1"))).isEqualTo("Red");
    }

    @Test
    void aMethodsOwnParameterWins() {
        URL url = URL.valueOf("test://h?tone=red&hello.tone=blue");
        assertThat(brush.byMethod(url, new Call("hello"))).isEqualTo(2);
        assertThat(brush.byMethod(url, new Call("other"))).isEqualTo(1);
    }

    @Test
    void methodsThatAreNotAdaptiveSaySo() {
        assertThatThrownBy(() -> brush.notAdaptive(URL.valueOf("test://h")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("notAdaptive()", PaintBrush.class.getName(), "@Adaptive");
        assertThatThrownBy(brush::defaultMethod).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatEveryObjectAnswersIsNotChosenByUrl() {
        assertThat(brush.toString()).contains("PaintBrush$Adaptive");
        assertThat(brush).isEqualTo(brush).hasSameHashCodeAs(brush);
    }

    @Test
    void anArgumentWithoutUrlIsRefused() {
        assertThatThrownBy(() -> brush.byKeys("a", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("argument 2", "byKeys", "is null");
        assertThatThrownBy(() -> brush.byProtocol(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("argument 1", "is null");
        assertThatThrownBy(() -> brush.byProtocol(holder(null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("argument 1", "has null for a URL");
    }

    @Test
    void aMissingNameTellsTheKeysAndTheUrlButNoSecret() throws IOException {
        Sealed adaptive =
                Sources.extensions(folder, Sealed.class, "x=" + SealedX.class.getName())
                        .getAdaptiveExtension();
        URL url = URL.valueOf("test://me:hidden@h:1/p?token=hidden");
        assertThatThrownBy(() -> adaptive.open(url))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("[lock, seal]", "test://me:***@h:1/p", "[x]")
                .hasMessageNotContaining("hidden");
    }

    @SPI
    interface Sealed {
        @Adaptive({"lock", "seal"})
        void open(URL url);
    }

    static final class SealedX implements Sealed {
        @Override
        public void open(URL url) {}
    }

    @Test
    void aNamedExtensionThatDoesNotExistIsAnErrorOfTheCall() {
        assertThatThrownBy(() -> paint("test://h?paint.brush=bleu", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'bleu'", "is 'blue' meant?");
    }

    @Test
    void theAdaptiveExtensionIsAlwaysTheSame() {
        assertThat(loader.getAdaptiveExtension()).isSameAs(brush);
    }

    @SPI
    interface NoSource {
        @Adaptive
        void open(String address);
    }

    @SPI
    interface NothingAdaptive {
        void open(URL url);
    }

    @Test
    void anAdaptiveMethodNeedsASourceOfAUrl() throws IOException {
        ExtensionLoader<NoSource> noSource = Sources.extensions(folder, NoSource.class);
        assertThatThrownBy(noSource::getAdaptiveExtension)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("NoSource.open", "URL");
    }

    @Test
    void withoutAnAdaptiveMethodOrClassThereIsNoAdaptiveExtension() throws IOException {
        ExtensionLoader<NothingAdaptive> nothing =
                Sources.extensions(folder, NothingAdaptive.class);
        assertThat(nothing.hasAdaptiveExtension()).isFalse();
        assertThatThrownBy(nothing::getAdaptiveExtension)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NothingAdaptive has no adaptive extension");
    }

    @Adaptive
    static class ByHand extends Red {}

    @Adaptive
    static final class AlsoByHand extends Red {}

    @Test
    void aClassAnnotatedAdaptiveIsTheAdaptiveExtensionAndNoOther() throws IOException {
        ExtensionLoader<PaintBrush> withClass =
                Sources.extensions(
                        folder,
                        PaintBrush.class,
                        "hand,again=" + ByHand.class.getName(),
                        "red=" + Red.class.getName());
        assertThat(withClass.getAdaptiveExtension()).isInstanceOf(ByHand.class);
        assertThat(withClass.getSupportedExtensions()).containsOnlyKeys("red");
        assertThatThrownBy(() -> withClass.getExtension("hand"))
                .hasMessageContaining("'hand': that is the adaptive one");
    }

    @Test
    void twoAdaptiveClassesAreAnErrorWithBothPlaces() throws IOException {
        ExtensionLoader<PaintBrush> two =
                Sources.extensions(
                        folder,
                        PaintBrush.class,
                        "one=" + ByHand.class.getName(),
                        "two=" + AlsoByHand.class.getName());
        assertThatThrownBy(two::getAdaptiveExtension)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("more than one adaptive class", ":1)", ":2)");
    }

    @SPI("it")
    interface Inheriting extends Parent<String> {
        @Adaptive
        @Override
        String answer(URL url, String text);
    }

    interface Parent<V> {
        Object answer(URL url, V text);

        @Adaptive("other")
        Object inherited(URL url);
    }

    static final class It implements Inheriting {
        @Override
        public String answer(URL url, String text) {
            return text;
        }

        @Override
        public Object inherited(URL url) {
            return 7;
        }
    }

    @Test
    void inheritedAndGenericMethodsAreAdaptiveToo() throws IOException {
        Inheriting adaptive =
                Sources.extensions(folder, Inheriting.class, "it=" + It.class.getName())
                        .getAdaptiveExtension();
        Parent<String> asParent = adaptive;
        URL url = URL.valueOf("test://h");
        assertThat(asParent.answer(url, "a")).isEqualTo("a");
        assertThat(asParent.inherited(url)).isEqualTo(7);
    }

    private String paint(String url, int a) throws IOException {
        return brush.paint(URL.valueOf(url), a, 2, 3, 4, true, new Object[2]);
    }

    private static Holder holder(String url) {
        return new Holder() {
            @Override
            public String name() {
                return "";
            }

            @Override
            public URL where() {
                return url == null ? null : URL.valueOf(url);
            }
        };
    }
}
