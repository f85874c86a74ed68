package io.redub.config;

/** A registry to register at and look up in. Immutable. */
public final class RegistryConfig {
    private final ConfigElement element;

    private RegistryConfig(ConfigElement element) {
        this.element = element;
    }

    /**
     * @param address such as {@code zookeeper://host:2181}, with parameters as settings; {@code
     *     N/A} is none
     */
    public static RegistryConfig of(String address) {
        return new RegistryConfig(ConfigElement.of(ElementKind.REGISTRY)).set("address", address);
    }

    /** The name by which services and references refer to it. */
    public RegistryConfig id(String id) {
        return set("id", id);
    }

    /** The root node; default {@code dubbo}. */
    public RegistryConfig group(String group) {
        return set("group", group);
    }

    /** Whether anything is entered there; default true. */
    public RegistryConfig register(boolean register) {
        return set("register", Boolean.toString(register));
    }

    /** Whether anything is looked up there; default true. */
    public RegistryConfig subscribe(boolean subscribe) {
        return set("subscribe", Boolean.toString(subscribe));
    }

    /** Whether it is used by services and references that name no registry; default true. */
    public RegistryConfig isDefault(boolean used) {
        return set("default", Boolean.toString(used));
    }

    /** Any other setting of {@link SettingTable}, by its name. */
    public RegistryConfig set(String name, String value) {
        return new RegistryConfig(element.checked(name, value));
    }

    /** A setting or any other parameter, which is kept and passed on. */
    public RegistryConfig parameter(String key, String value) {
        return new RegistryConfig(element.checkedParameter(key, value));
    }

    ConfigElement element() {
        return element;
    }
}
