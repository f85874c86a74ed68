package io.redub.interop;

import io.redub.interop.api.Unlisted;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One of the frameworks that may stand on either side of a call. */
enum Side {
    REDUB,
    DUBBO33,
    DUBBO27;

    /**
     * 127.0.0.1 as one number. Dubbo neither registers nor binds an address that is spelled "127.";
     * spelled so, it does both, on any machine and without rights.
     */
    static final String LOOPBACK = "2130706433";

    private static final List<String> SMALL =
            List.of(
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ErrorFile=target/peers/crash-%p.log");

    /** Where a provider on this machine is reached. */
    static String url(int port) {
        return "dubbo://" + LOOPBACK + ":" + port;
    }

    /** The program that runs this side: Dubbo's side not on any JDK that Redub's side can have. */
    String java() {
        Path own = Path.of(System.getProperty("java.home"), "bin", "java");
        return this == REDUB ? own.toString() : System.getProperty("dubbo.jvm", own.toString());
    }

    /** Arguments of the JVM that runs this side as a process of its own. */
    List<String> jvmArguments() {
        if (this == REDUB) {
            return with(SMALL, List.of());
        }
        List<String> settings =
                List.of(
                        "-DDUBBO_IP_TO_BIND=" + LOOPBACK,
                        "-DDUBBO_IP_TO_REGISTRY=" + LOOPBACK,
                        "-Ddubbo.service.shutdown.wait=1000",
                        "-Ddubbo.application.logger=slf4j");
        if (this == DUBBO33) {
            // Not by a resource: Redub reads those too, and is to meet a class that it lacks.
            return with(
                    SMALL,
                    with(
                            settings,
                            List.of(
                                    "-Ddubbo.security.serialize.allowedClassList="
                                            + Unlisted.class.getName())));
        }
        List<String> opened =
                List.of(
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.math=ALL-UNNAMED",
                        "--add-opens=java.base/java.time=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED");
        return with(with(SMALL, opened), settings);
    }

    /**
     * Class path of that JVM.
     *
     * @param more folders of jars besides its own
     */
    String classPath(String... more) {
        if (this == REDUB) {
            return System.getProperty("java.class.path");
        }
        Path target = Path.of("target").toAbsolutePath();
        StringBuilder path = new StringBuilder(target.resolve("test-classes").toString());
        Path peers = target.resolve("peers");
        for (String each :
                with(List.of(name().toLowerCase(java.util.Locale.ROOT)), List.of(more))) {
            path.append(File.pathSeparator).append(peers.resolve(each)).append("/*");
        }
        return path.toString();
    }

    /** Starts the framework in this process. */
    Framework framework(String application, String zooKeeper, Map<String, String> parameters) {
        if (this == REDUB) {
            return new RedubFramework(application, zooKeeper, parameters);
        }
        return new DubboFramework(application, zooKeeper, parameters);
    }

    private static List<String> with(List<String> first, List<String> second) {
        List<String> all = new java.util.ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
