package io.redub.config;

/** The kinds of places that values come from; an earlier one wins over a later one. */
public enum Source {
    /** {@code -Ddubbo.protocol.port=20881}. */
    SYSTEM_PROPERTY,
    /** {@code DUBBO_PROTOCOL_PORT=20881}. */
    ENVIRONMENT,
    /** The application's own file in the config centre. */
    APPLICATION_CONFIG_CENTER,
    /** The file of all applications in the config centre. */
    CONFIG_CENTER,
    /** Files and maps given to the bootstrap, such as Spring's environment. */
    PROPERTIES,
    /** What the Java API, XML or an annotation says. */
    DECLARED,
    /** {@code redub.properties} and {@code dubbo.properties} on the class path. */
    CLASS_PATH,
    /** What a provider tells its consumers. */
    TOLD,
    /** The default in {@link SettingTable}. */
    DEFAULT
}
