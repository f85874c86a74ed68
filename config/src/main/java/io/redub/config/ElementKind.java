package io.redub.config;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of elements a configuration consists of, as Dubbo names them. */
public enum ElementKind {
    APPLICATION("application", "applications", true),
    MODULE("module", "modules", true),
    REGISTRY("registry", "registries", false),
    CONFIG_CENTER("config-center", "config-centers", false),
    METADATA_REPORT("metadata-report", "metadata-reports", false),
    MONITOR("monitor", "monitors", true),
    METRICS("metrics", "metricses", true),
    TRACING("tracing", "tracings", true),
    SSL("ssl", "ssls", true),
    PROVIDER("provider", "providers", false),
    CONSUMER("consumer", "consumers", false),
    PROTOCOL("protocol", "protocols", false),
    SERVICE("service", "services", false),
    REFERENCE("reference", "references", false),
    METHOD("method", "methods", false),
    ARGUMENT("argument", "arguments", false),
    PARAMETER("parameter", "parameters", false),
    ANNOTATION("annotation", "annotations", false);

    private final String tag;
    private final String plural;
    private final boolean single;

    ElementKind(String tag, String plural, boolean single) {
        this.tag = tag;
        this.plural = plural;
        this.single = single;
    }

    /** The XML element's name, which is also the second part of a property's name. */
    public String tag() {
        return tag;
    }

    /** The second part of the name of a property that goes on with an id. */
    public String plural() {
        return plural;
    }

    /** Whether an application has at most one. */
    public boolean single() {
        return single;
    }

    /** The kind of this tag. */
    public static Optional<ElementKind> ofTag(String tag) {
        return Arrays.stream(values()).filter(kind -> kind.tag.equals(tag)).findFirst();
    }
}
