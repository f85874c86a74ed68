package io.redub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where something was measured. */
public final class Machine {
    private Machine() {}

    /**
     * Processor, cores, system and JVM, such as {@code X, 2 cores, Linux 6.1. JVM: OpenJDK … 17}.
     */
    public static String describe() {
        return "%s, %d cores, %s %s. JVM: %s %s"
                .formatted(
                        cpuModel(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vm.version"));
    }

    private static String cpuModel() {
        Path cpuInfo = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(cpuInfo)) {
            return System.getProperty("os.arch");
        }
        try {
            List<String> lines = Files.readAllLines(cpuInfo);
            return lines.stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
