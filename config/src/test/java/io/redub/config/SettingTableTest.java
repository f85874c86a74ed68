package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one table of settings is whole, and every way to name a setting leads to it. */
class SettingTableTest {
    private static String camel(String kebab) {
        StringBuilder text = new StringBuilder();
        boolean up = false;
        for (char each : kebab.toCharArray()) {
            if (each == '-') {
                up = true;
            } else {
                text.append(up ? Character.toUpperCase(each) : each);
                up = false;
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(ElementKind.class)
    void everyNameOfASettingLeadsToIt(ElementKind kind) {
        assertThat(SettingTable.of(kind)).isNotEmpty();
        for (Setting setting : SettingTable.of(kind)) {
            for (String name : setting.names()) {
                assertThat(SettingTable.find(kind, name)).as(name).isSameAs(setting);
                assertThat(SettingTable.find(kind, camel(name))).as(name).isSameAs(setting);
            }
        }
    }

    @Test
    void everyDefaultIsAValueInItsUsualForm() {
        for (Setting setting : SettingTable.all()) {
            String value = setting.defaultValue();
            if (value != null) {
                assertThat(setting.read(value)).as(setting.name()).isEqualTo(value);
            }
        }
    }

    @Test
    void everySettingSaysWhatItMeans() {
        assertThat(SettingTable.all())
                .allSatisfy(
                        setting -> {
                            assertThat(setting.meaning()).endsWith(".");
                            assertThat(setting.described()).isNotBlank();
                            assertThat(setting.elements()).isNotEmpty();
                        });
    }

    /** XML, a property in kebab case, one in camel case, and a parameter say the same. */
    @Test
    void everySettingOfAServiceComesThroughEveryWay() {
        for (Setting setting : SettingTable.of(ElementKind.SERVICE)) {
            String parameter = setting.parameter();
            if (parameter == null) {
                continue;
            }
            String value = sample(setting);
            ConfigElement empty = ConfigElement.of(ElementKind.SERVICE);
            Map<String, String> declared = parameters(empty.set(setting.name(), value), Map.of());
            assertThat(declared).as(setting.name()).containsKey(parameter);
            assertThat(parameters(empty.set(camel(setting.name()), value), Map.of()))
                    .isEqualTo(declared);
            assertThat(parameters(empty.parameter(parameter, value), Map.of())).isEqualTo(declared);
            for (String key :
                    List.of(
                            "dubbo.service." + setting.name(),
                            "redub.service." + camel(setting.name()),
                            "dubbo.services.me." + setting.name(),
                            "dubbo.service.java.lang.Runnable." + setting.name())) {
                assertThat(parameters(empty.set("id", "me"), Map.of(key, value)))
                        .as(key)
                        .isEqualTo(declared);
            }
        }
    }

    private static String sample(Setting setting) {
        if (setting.javaType() == Boolean.class) {
            return "true";
        }
        if (setting.javaType() == Integer.class) {
            return "7";
        }
        if (setting.described().startsWith("extensions")) {
            return "default";
        }
        return setting.choices().isEmpty() ? "word" : setting.choices().get(0);
    }

    private static Map<String, String> parameters(
            ConfigElement service, Map<String, String> properties) {
        Problems problems = new Problems();
        PropertySource source =
                PropertySource.of(Source.PROPERTIES, properties, name -> name, problems);
        Resolver resolver = new Resolver(new Sources(List.of(source)), problems);
        Map<String, String> parameters =
                Effective.own(service, "java.lang.Runnable", Runnable.class, resolver).parameters();
        problems.check("test");
        return parameters;
    }

    @ParameterizedTest
    @CsvSource({"500, 500", "500ms, 500", "2s, 2000", "3 m, 180000", "1h, 3600000"})
    void timesAreMillisecondsOrHaveAUnit(String text, String millis) {
        Setting timeout = SettingTable.find(ElementKind.METHOD, "timeout");
        assertThat(timeout.read(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"timeout, 0", "version, 0.0.0", "delay, 0", "async, false", "group, ''"})
    void whatXmlEditorsWriteForNotSetIsNotSet(String name, String value) {
        assertThat(parameters(ConfigElement.of(ElementKind.SERVICE).set(name, value), Map.of()))
                .isEmpty();
    }

    @Test
    void dubbosNamesOfTheTransportMeanOurs() {
        ConfigElement service = ConfigElement.of(ElementKind.PROTOCOL);
        Setting transporter = SettingTable.find(service.kind(), "transporter");
        assertThat(transporter.read("netty4")).isEqualTo("netty");
    }

    /** No text breaks the reader of properties; whatever it takes for a name is one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noTextBreaksTheReaderOfProperties(long seed) {
        Random random = new Random(seed);
        String letters = "dubo.rets=:# \\\n\r\t${}é-A0!u";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(
                        random.nextInt(8) == 0
                                ? "dubbo.service."
                                : letters.charAt(random.nextInt(letters.length())));
            }
            PropertySource read =
                    PropertySource.text(
                            Source.PROPERTIES, "random", text.toString(), new Problems());
            assertThat(read.find("service.nothing")).as("seed %d, round %d", seed, i).isNull();
        }
    }

    @Test
    void linesOfAFileAreCountedAcrossContinuations() {
        PropertySource read =
                PropertySource.text(
                        Source.PROPERTIES,
                        "f",
                        "# c \\\ndubbo.provider.group = \\\n   a\r\ndubbo.provider.timeout:5\n",
                        new Problems());
        assertThat(read.find("provider.group").value()).isEqualTo("a");
        assertThat(read.find("provider.group").place().text()).startsWith("f line 2 ");
        assertThat(read.find("provider.timeout").place().text()).startsWith("f line 4 ");
    }
}
