package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A protocol of a jar that Redub does not know is used by its name in XML. */
class ForeignProtocolTest {
    private static final Path PROJECT = Path.of("..", "examples", "foreign-jar", "src", "main");
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private static Path compile(Path folder) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of("--release", "17", "-cp", CLASS_PATH, "-d", folder.toString()));
        try (Stream<Path> sources = Files.walk(PROJECT.resolve("java"))) {
            sources.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .forEach(arguments::add);
        }
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).isZero();
        return folder;
    }

    @Test
    void aProtocolElementNamesAProtocolOfAnotherJar(@TempDir Path folder) throws Exception {
        String classPath =
                String.join(
                        File.pathSeparator,
                        CLASS_PATH,
                        compile(folder).toString(),
                        PROJECT.resolve("resources").toString());
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath,
                                ForeignProtocolMain.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("over my: Hello, foreign");
    }
}
