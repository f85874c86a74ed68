package io.redub.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in which extensions are declared. */
class DeclarationsTest {
    @SPI
    public interface Sound {}

    public static class LoudSound implements Sound {}

    public static class Quiet implements Sound {}

    private static final String LOUD = LoudSound.class.getName();
    private static final String QUIET = Quiet.class.getName();

    @TempDir Path folder;

    @Test
    void commentsBlankLinesAndSeveralNamesAreRead() throws IOException {
        ExtensionLoader<Sound> loader =
                Sources.extensions(
                        folder,
                        Sound.class,
                        "\uFEFF# a comment",
                        "",
                        "  a , b=" + LOUD + "  # why",
                        "\t",
                        "c = " + QUIET);
        assertThat(loader.getSupportedExtensions()).containsOnlyKeys("a", "b", "c");
        assertThat(loader.getSupportedExtensions().get("b").line()).isEqualTo(3);
        assertThat(loader.getSupportedExtensions().get("c").file())
                .endsWith("META-INF/redub/" + Sound.class.getName());
        assertThat(loader.getExtension("a")).isSameAs(loader.getExtension("b"));
        assertThat(loader.hasExtension("d")).isFalse();
    }

    @Test
    void aFileForTheJdksServiceLoaderIsUnderstood() throws IOException {
        Path place = new Sources().declare("services", Sound.class, LOUD, QUIET).folder(folder);
        assertThat(ServiceLoader.load(Sound.class, Sources.loaderOf(place))).hasSize(2);
        ExtensionLoader<Sound> loader = Sources.in(place, Sound.class);
        assertThat(loader.getExtension("loud")).isInstanceOf(LoudSound.class);
        assertThat(loader.getExtension("quiet")).isInstanceOf(Quiet.class);
    }

    @Test
    void aLaterDirectoryReplacesWhatAnEarlierOneNamed() throws IOException {
        Sources sources =
                new Sources()
                        .declare("redub/internal", Sound.class, "a,b,c,d=" + LOUD)
                        .declare("redub", Sound.class, "b=" + QUIET, "c=no.such.Sound")
                        .declare("dubbo", Sound.class, "c=" + QUIET)
                        .declare("services", Sound.class, "d=" + QUIET);
        ExtensionLoader<Sound> loader = Sources.in(sources.folder(folder), Sound.class);
        assertThat(loader.getExtension("a")).isInstanceOf(LoudSound.class);
        for (String replaced : List.of("b", "c", "d")) {
            assertThat(loader.getExtension(replaced)).as(replaced).isInstanceOf(Quiet.class);
        }
    }

    @Test
    void twoClassesForOneNameInOneDirectoryAreAnErrorWithBothPlaces() throws IOException {
        Path one =
                new Sources().declare("redub", Sound.class, "a=" + LOUD).jar(folder.resolve("1"));
        Path two =
                new Sources()
                        .declare("redub", Sound.class, "", "a=" + QUIET)
                        .jar(folder.resolve("2"));
        ExtensionLoader<Sound> loader =
                new ExtensionLoader<>(Sound.class, List.of(Sources.loaderOf(one, two)));
        String file = "!/META-INF/redub/" + Sound.class.getName();
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> loader.getExtension("a"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(
                            "'a' is two classes",
                            LOUD,
                            one + file + ":1",
                            QUIET,
                            two + file + ":2");
        }
    }

    @Test
    void theSameClassDeclaredTwiceIsNoConflict() throws IOException {
        Path one =
                new Sources().declare("redub", Sound.class, "a=" + LOUD).jar(folder.resolve("1"));
        Path two =
                new Sources().declare("redub", Sound.class, "a=" + LOUD).jar(folder.resolve("2"));
        ExtensionLoader<Sound> loader =
                new ExtensionLoader<>(
                        Sound.class, List.of(Sources.loaderOf(one), Sources.loaderOf(one, two)));
        assertThat(loader.getSupportedExtensions()).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=x.Y",
                "a=",
                "a,,b=x.Y",
                "a b=x.Y",
                "-a=x.Y",
                "a=x.Y z",
                "x Y",
                "a=b=c",
                "a=x..Y",
                "a=x.Y.",
                "a=.x",
                "a=1x",
                "a:x.Y",
                "="
            })
    void aMalformedLineIsAnErrorWithItsPlace(String line) throws IOException {
        ExtensionLoader<Sound> loader =
                Sources.extensions(folder, Sound.class, "good=" + LOUD, line, "x y=z");
        assertThatThrownBy(() -> loader.getExtension("good"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        Sound.class.getName() + ":2: '" + line + "'",
                        Sound.class.getName() + ":3: 'x y=z'",
                        "expected: name=class");
    }

    @Test
    void noFileMeansNoExtensionsAndSaysWhereOneWasLookedFor() throws IOException {
        ExtensionLoader<Sound> loader = Sources.in(folder, Sound.class);
        assertThat(loader.getSupportedExtensions()).isEmpty();
        assertThatThrownBy(() -> loader.getExtension("a"))
                .hasMessageContainingAll("there are none", "META-INF/services/");
    }
}
