package io.redub.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redub.config.ElementKind;
import io.redub.config.Setting;
import io.redub.config.SettingTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What editors complete from is what the table of settings says; {@code -Dupdate} writes it. */
class MetadataTest {
    private static final Path FILE =
            Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** They have no properties of their own, or only with the name of an interface. */
    private static final Set<ElementKind> WITHIN =
            Set.of(
                    ElementKind.SERVICE,
                    ElementKind.REFERENCE,
                    ElementKind.METHOD,
                    ElementKind.ARGUMENT,
                    ElementKind.PARAMETER,
                    ElementKind.ANNOTATION);

    @Test
    void editorsKnowEverySetting() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode properties = root.putArray("properties");
        ArrayNode hints = root.putArray("hints");
        add(
                properties,
                "redub.scan.base-packages",
                "java.util.List<java.lang.String>",
                "Packages to look through for services, in place of the application's own.");
        for (ElementKind kind : ElementKind.values()) {
            if (!WITHIN.contains(kind)) {
                for (Setting setting : SettingTable.of(kind)) {
                    String name = "redub." + kind.tag() + "." + setting.name();
                    ObjectNode property =
                            add(properties, name, setting.javaType().getName(), text(setting));
                    putDefault(property, setting);
                    hint(hints, name, setting);
                }
            }
            if (!kind.single() && (!WITHIN.contains(kind) || isCallable(kind))) {
                add(
                        properties,
                        "redub." + kind.plural(),
                        "java.util.Map<java.lang.String,java.util.Map<java.lang.String,"
                                + "java.lang.String>>",
                        "Settings of each " + kind.tag() + " by its id.");
            }
            if (isCallable(kind)) {
                add(
                        properties,
                        "redub." + kind.tag(),
                        "java.util.Map<java.lang.String,java.lang.String>",
                        "Settings of each "
                                + kind.tag()
                                + " by its interface: INTERFACE.timeout, INTERFACE.METHOD.timeout.");
            }
        }
        String wanted =
                JSON.writer(
                                        new DefaultPrettyPrinter()
                                                .withObjectIndenter(
                                                        new DefaultIndenter("  ", "\n")))
                                .writeValueAsString(root)
                        + "\n";
        if (System.getProperty("update") != null) {
            Files.writeString(FILE, wanted);
        }
        assertThat(Files.readString(FILE))
                .as("%s; mvn test -pl spring-boot -Dtest=MetadataTest -Dupdate", FILE)
                .isEqualTo(wanted);
    }

    private static boolean isCallable(ElementKind kind) {
        return kind == ElementKind.SERVICE || kind == ElementKind.REFERENCE;
    }

    private static String text(Setting setting) {
        return setting.meaning()
                + " "
                + setting.described()
                + "."
                + (setting.honoured() ? "" : " Kept, but not acted on.");
    }

    private static ObjectNode add(ArrayNode properties, String name, String type, String text) {
        return properties.addObject().put("name", name).put("type", type).put("description", text);
    }

    private static void putDefault(ObjectNode property, Setting setting) {
        String value = setting.defaultValue();
        if (value == null) {
            return;
        }
        if (setting.javaType() == Boolean.class) {
            property.put("defaultValue", Boolean.parseBoolean(value));
        } else if (setting.javaType() == Integer.class) {
            property.put("defaultValue", Long.parseLong(value));
        } else {
            property.put("defaultValue", value);
        }
    }

    /** Only words that do not depend on the class path. */
    private static void hint(ArrayNode hints, String name, Setting setting) {
        List<String> choices = setting.choices();
        if (setting.javaType() == String.class
                && !choices.isEmpty()
                && choices.stream().allMatch(setting.described()::contains)) {
            ArrayNode values = hints.addObject().put("name", name).putArray("values");
            choices.forEach(choice -> values.addObject().put("value", choice));
        }
    }
}
