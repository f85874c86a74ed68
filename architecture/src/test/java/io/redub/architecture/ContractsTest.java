package io.redub.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.redub.extension.SPI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Extension points have contract tests, decoders have tests with generated input. */
class ContractsTest {
    /** Extension points whose contract test has another name, or none. */
    private static final Map<String, String> OTHERWISE =
            Map.of(
                    // A factory has nothing to promise but the registry that it makes.
                    "RegistryFactory", "RegistryContractTest",
                    // Answers null for what it does not know: a promise without content.
                    // How the loader uses injectors is tested there.
                    "ExtensionInjector", "InjectionTest");

    /** Whatever reads bytes or text of others, and the test that feeds it generated input. */
    private static final Map<String, String> DECODERS =
            Map.ofEntries(
                    entry("FrameReader", "FrameReaderTest"),
                    entry("DubboRequest", "BadInputTest"),
                    entry("ResponseDecoder", "HostileResponsesTest"),
                    entry("Hessian2Reader", "SerializationContractTest"),
                    entry("JavaReader", "JavaSafetyTest"),
                    entry("JsonReader", "JsonTest"),
                    entry("WebConnection", "WebPortTest"),
                    entry("JsonPart", "JsonRpcTest"),
                    entry("CallReader", "BadInputTest"),
                    entry("EnvelopeReader", "BadInputTest"),
                    entry("ProtobufReader", "ProtobufTest"),
                    entry("URLParser", "URLRoundTripTest"),
                    entry("PropertySource", "SettingTableTest"),
                    entry("SnapshotFile", "SnapshotFileTest"),
                    entry("Fields", "FieldsTest"));

    private static final Set<String> SOURCES =
            Repository.allSources().stream()
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());

    @Test
    void everyExtensionPointHasAContractTest() {
        List<String> points =
                Repository.CLASSES.stream()
                        .filter(type -> type.isInterface() && type.isAnnotatedWith(SPI.class))
                        .map(JavaClass::getSimpleName)
                        .toList();
        assertThat(points).contains("Protocol", "LoadBalance");
        assertThat(points)
                .allSatisfy(
                        point ->
                                assertThat(SOURCES)
                                        .as("the contract test of %s", point)
                                        .contains(
                                                OTHERWISE.getOrDefault(
                                                                point, point + "ContractTest")
                                                        + ".java"));
    }

    @Test
    void everyContractTestIsRunBySomebody() {
        List<Path> tests =
                Repository.allSources().stream()
                        .filter(file -> file.toString().contains("/src/test/"))
                        .toList();
        assertThat(
                        SOURCES.stream()
                                .filter(name -> name.endsWith("ContractTest.java"))
                                .map(name -> name.replace(".java", "")))
                .allSatisfy(
                        contract ->
                                assertThat(tests)
                                        .as("a test that extends %s", contract)
                                        .anySatisfy(
                                                test ->
                                                        assertThat(Repository.text(test))
                                                                .contains("extends " + contract)));
    }

    @Test
    void everyDecoderIsFedGeneratedInput() {
        DECODERS.forEach(
                (decoder, test) -> {
                    assertThat(SOURCES).contains(decoder + ".java");
                    assertThat(
                                    Repository.allSources().stream()
                                            .filter(file -> file.endsWith(test + ".java"))
                                            .map(Repository::text))
                            .as("%s, the test of %s", test, decoder)
                            .anySatisfy(
                                    text -> assertThat(text).contains("new Random(seed)", "seed"));
                });
    }
}
