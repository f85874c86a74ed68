package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schemas in the jar are those of the table; run with -Dupdate to write them. */
class SchemaTest {
    @ParameterizedTest
    @CsvSource({
        "http://code.alibabatech.com/schema/dubbo, dubbo-alibaba.xsd",
        "http://dubbo.apache.org/schema/dubbo, dubbo.xsd",
        "http://redub.io/schema/redub, redub.xsd"
    })
    void aSchemaSaysWhatTheTableSays(String namespace, String file) throws IOException {
        Path path = Path.of("src/main/resources/io/redub/spring", file);
        String expected = Schema.of(namespace);
        if (System.getProperty("update") != null) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, expected);
        }
        assertThat(Files.readString(path).equals(expected))
                .as(
                        "%s is what the table says; mvn test -pl spring -Dtest=SchemaTest -Dupdate",
                        file)
                .isTrue();
    }
}
