package io.redub.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.url.URL;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which extensions take part for a URL. */
class ActivationTest {
    @SPI
    interface Step {}

    @Activate(order = 10)
    static final class Last implements Step {}

    @Activate(group = "provider", order = -10)
    static final class First implements Step {}

    @Activate(group = {"consumer", "provider"})
    static final class B implements Step {}

    @Activate(group = "provider")
    static final class A implements Step {}

    @Activate(group = "consumer", value = "token", order = -20)
    static final class Token implements Step {}

    @Activate(
            group = "consumer",
            value = {"mode:fast", "speed"},
            order = -30)
    static final class Mode implements Step {}

    static final class Plain implements Step {}

    @TempDir Path folder;
    private ExtensionLoader<Step> loader;

    @BeforeEach
    void declare() throws IOException {
        loader =
                Sources.extensions(
                        folder,
                        Step.class,
                        "last,zlast=" + Last.class.getName(),
                        "first=" + First.class.getName(),
                        "b=" + B.class.getName(),
                        "a=" + A.class.getName(),
                        "token=" + Token.class.getName(),
                        "mode=" + Mode.class.getName(),
                        "plain,x=" + Plain.class.getName(),
                        "gone=no.such.Step");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                   | First A B Last
                    plain                | First A B Last Plain
                    plain,default        | Plain First A B Last
                    plain,default,last   | Plain First A B Last
                    last,default,plain   | Last First A B Plain
                    -a                   | First B Last
                    -default             | ''
                    -default,b           | B
                    -default,default,b   | B
                    a                    | First B Last A
                    plain,-plain         | First A B Last
                    -nobody , plain ,,   | First A B Last Plain
                    plain,x,plain        | First A B Last Plain
                    zlast                | First A B Last
                    """)
    void namesAddMoveAndRemove(String names, String expected) {
        URL url = URL.valueOf("test://h").addParameter("steps", names);
        assertThat(steps(loader.getActivateExtensions(url, "steps", "provider")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "provider, First A B Last",
        "consumer, B Last",
        "other, Last",
        "'', First A B Last"
    })
    void groupsSelect(String group, String expected) {
        URL url = URL.valueOf("test://h");
        assertThat(steps(loader.getActivateExtensions(url, "steps", group))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "token=abc, Token B Last",
        "token=false, B Last",
        "token=0, B Last",
        "token=N/A, B Last",
        "hello.token=abc, Token B Last",
        "mytoken=abc, B Last",
        "mode=fast, Mode B Last",
        "mode=slow, B Last",
        "hello.mode=fast, Mode B Last",
        "mode=slow&speed=3&token=t, Mode Token B Last",
    })
    void conditionsLookAtTheUrl(String parameters, String expected) {
        URL url = URL.valueOf("test://h?" + parameters);
        assertThat(steps(loader.getActivateExtensions(url, List.of(), "consumer")))
                .isEqualTo(expected);
    }

    @Test
    void anUnknownOrUnloadableNameIsAnErrorOnlyIfItIsNamed() {
        URL url = URL.valueOf("test://h");
        assertThatThrownBy(() -> loader.getActivateExtensions(url, List.of("nobody"), null))
                .hasMessageContaining("'nobody'");
        assertThatThrownBy(() -> loader.getActivateExtensions(url, List.of("gone"), null))
                .hasMessageContaining("no.such.Step");
    }

    private static String steps(List<Step> steps) {
        return String.join(" ", steps.stream().map(s -> s.getClass().getSimpleName()).toList());
    }
}
