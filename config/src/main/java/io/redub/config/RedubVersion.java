package io.redub.config;

/** The version of this build, as peers see it in registries. */
final class RedubVersion {
    static final String CURRENT = read();

    private RedubVersion() {}

    private static String read() {
        String version = RedubVersion.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
