package io.redub.config;

/** A protocol that services are exported under. Immutable. */
public final class ProtocolConfig {
    private final ConfigElement element;

    private ProtocolConfig(ConfigElement element) {
        this.element = element;
    }

    /**
     * @param name of the extension, such as {@code dubbo}
     */
    public static ProtocolConfig of(String name) {
        return new ProtocolConfig(ConfigElement.of(ElementKind.PROTOCOL)).set("name", name);
    }

    /** The name by which services refer to it; default: the protocol's. */
    public ProtocolConfig id(String id) {
        return set("id", id);
    }

    /** 1..65535; 0: any free one; -1: the next free one from the default. Default 20880. */
    public ProtocolConfig port(int port) {
        return set("port", Integer.toString(port));
    }

    /** Most worker threads of the port; ≥ 1, default 200. */
    public ProtocolConfig threads(int threads) {
        return set("threads", Integer.toString(threads));
    }

    /** Any other setting of {@link SettingTable}, by its name. */
    public ProtocolConfig set(String name, String value) {
        return new ProtocolConfig(element.checked(name, value));
    }

    /** A setting or any other parameter, which is kept and passed on. */
    public ProtocolConfig parameter(String key, String value) {
        return new ProtocolConfig(element.checkedParameter(key, value));
    }

    ConfigElement element() {
        return element;
    }
}
