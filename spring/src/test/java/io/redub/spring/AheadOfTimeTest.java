package io.redub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** Bean definitions that Spring made when the application was built, not when it starts. */
class AheadOfTimeTest {
    /** The application; public, as what is generated lies in another class loader. */
    @Configuration(proxyBeanMethods = false)
    @EnableRedub(scanBasePackages = "com.acme.none")
    public static class Application {
        @Bean
        @RedubService(group = "early")
        public PoliteGreeter greeter() {
            return new PoliteGreeter();
        }

        @Bean
        @RedubReference(group = "early")
        public Greeter reference() {
            throw new IllegalStateException("Nobody calls this");
        }

        @Bean
        public Shop shop() {
            return new Shop();
        }
    }

    /** A bean with a reference. */
    public static class Shop {
        @RedubReference(group = "early")
        Greeter greeter;
    }

    @Test
    void anApplicationThatWasProcessedAheadOfTimeStarts(@TempDir Path folder) throws Exception {
        String initializer = generate(folder.resolve("made"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(folder.resolve("made"), classes);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classes
                                        + File.pathSeparator
                                        + System.getProperty("java.class.path"),
                                AheadOfTimeMain.class.getName(),
                                initializer)
                        .redirectErrorStream(true)
                        .start();
        try (InputStream output = process.getInputStream()) {
            assertThat(new String(output.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Hello, field; Hello, bean; 1 service");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String generate(Path folder) {
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext()) {
            context.register(Application.class);
            DefaultGenerationContext generation =
                    new DefaultGenerationContext(
                            new ClassNameGenerator(ClassName.get(AheadOfTimeTest.class)),
                            new FileSystemGeneratedFiles(kind -> folder.resolve(kind.name())));
            ClassName made =
                    new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
            generation.writeGeneratedContent();
            return made.reflectionName();
        }
    }

    private static void compile(Path sources, Path classes) throws Exception {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(
                List.of(
                        "-nowarn",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> arguments.add(file.toString()));
        }
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).isZero();
    }
}
