package io.redub.rules;

import io.redub.url.URL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings that a rule sets, and for whom. Immutable.
 *
 * @param modern whether it is of version v2.7 or later: then the host is that of whoever is on its
 *     {@code side}; before, an address with a port is a provider's and one without a consumer's
 * @param side consumer or provider; null: both
 * @param host {@code 0.0.0.0}: any
 * @param hosts what the host stands for, if it may stand for several; null: itself
 * @param port 0: any
 * @param service its key; {@code *}: any
 * @param application null: any
 * @param providers the addresses it is for; empty: any
 * @param conditions parameters that must have these values
 * @param match null: none
 * @param absent whether it sets only what nobody has set
 */
record OverrideRule(
        boolean modern,
        @Nullable String side,
        String host,
        @Nullable AddressPattern hosts,
        int port,
        String service,
        @Nullable String application,
        List<AddressPattern> providers,
        Map<String, String> conditions,
        @Nullable OverrideMatch match,
        boolean absent,
        int priority,
        Map<String, String> settings) {

    static final String ANY_HOST = "0.0.0.0";

    /** Those for any host come first and are overruled by others, then the higher priority wins. */
    static final Comparator<OverrideRule> ORDER =
            Comparator.comparing((OverrideRule rule) -> !rule.host.equals(ANY_HOST))
                    .thenComparingInt(OverrideRule::priority);

    /** What a rule says besides the settings. */
    private static final Set<String> ITS_OWN =
            Set.of(
                    "category",
                    "check",
                    "dynamic",
                    "enabled",
                    "group",
                    "version",
                    "application",
                    "side",
                    "configVersion",
                    "compatible_config",
                    "interfaces",
                    "interface",
                    "providerAddresses",
                    "priority",
                    "classifier");

    /**
     * @param leftOut gets the settings that a rule may not set
     * @return null if it is not enabled
     * @throws IllegalArgumentException if it cannot be understood
     */
    static @Nullable OverrideRule of(URL rule, Permitted permitted, List<String> leftOut) {
        String scheme = rule.getProtocol();
        if (!scheme.equals("override") && !scheme.equals("absent")) {
            throw new IllegalArgumentException(
                    "protocol: '" + scheme + "' (expected: override or absent)");
        }
        if (rule.getHost().isEmpty()) {
            throw new IllegalArgumentException("host: '' (expected: an address, or 0.0.0.0)");
        }
        boolean enabled = flag(rule, "enabled", true);
        if (rule.hasParameter("configVersion") && !rule.hasParameter("side")) {
            throw new IllegalArgumentException("side: none (expected: consumer or provider)");
        }
        Map<String, String> conditions = new LinkedHashMap<>();
        Map<String, String> settings = new LinkedHashMap<>();
        rule.getParameters()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith("~")) {
                                conditions.put(key.substring(1), value);
                            } else if (!ITS_OWN.contains(key) && !value.equals("*")) {
                                settings.put(key, value);
                            }
                        });
        String listed = rule.getParameter("providerAddresses", "");
        return enabled
                ? new OverrideRule(
                        rule.hasParameter("configVersion"),
                        wildcard(rule.getParameter("side")),
                        rule.getHost(),
                        null,
                        rule.getPort(),
                        rule.getServiceKey(),
                        wildcard(rule.getParameter("application")),
                        addresses(listed.isEmpty() ? List.of() : List.of(listed.split(","))),
                        conditions,
                        null,
                        scheme.equals("absent"),
                        number(rule, "priority"),
                        permitted(settings, permitted, leftOut))
                : null;
    }

    /**
     * The rules of an item of a config centre.
     *
     * @throws IllegalArgumentException if it cannot be understood
     */
    static List<OverrideRule> of(String text, Permitted permitted, List<String> leftOut) {
        if (text.stripLeading().startsWith("[")) {
            return ofUrls(Fields.load(text), permitted, leftOut);
        }
        Fields rule = Fields.read(text);
        boolean enabled = rule.flag("enabled", true);
        boolean ofApplication = rule.text("scope", "service").equals("application");
        String key = rule.text("key", "");
        List<OverrideRule> rules = new ArrayList<>();
        for (Fields item : rule.maps("configs")) {
            List<OverrideRule> read = ofItem(item, ofApplication, key, permitted, leftOut);
            if (enabled && item.flag("enabled", true)) {
                rules.addAll(read);
            }
        }
        return rules;
    }

    private static List<OverrideRule> ofUrls(
            @Nullable Object list, Permitted permitted, List<String> leftOut) {
        List<OverrideRule> rules = new ArrayList<>();
        if (list instanceof List<?> urls) {
            for (Object each : urls) {
                OverrideRule rule = of(URL.valueOf(String.valueOf(each)), permitted, leftOut);
                if (rule != null) {
                    rules.add(rule);
                }
            }
        }
        return rules;
    }

    private static List<OverrideRule> ofItem(
            Fields item,
            boolean ofApplication,
            String key,
            Permitted permitted,
            List<String> leftOut) {
        String side = item.text("side", "");
        if (!side.equals("consumer") && !side.equals("provider")) {
            throw item.wrong("side", "consumer or provider");
        }
        Fields parameters = item.map("parameters");
        Map<String, String> given = parameters == null ? Map.of() : parameters.all();
        if (given.isEmpty()) {
            throw item.wrong("parameters", "a map with the settings to set");
        }
        Map<String, String> settings = permitted(given, permitted, leftOut);
        List<String> addresses = orElse(item.texts("addresses"), ANY_HOST);
        List<String> listed = item.texts("providerAddresses");
        List<AddressPattern> providers =
                addresses(listed.isEmpty() && side.equals("provider") ? addresses : listed);
        List<String> services =
                ofApplication ? orElse(item.texts("services"), "*") : List.of(orAny(key));
        List<String> applications =
                ofApplication ? List.of(orAny(key)) : orElse(item.texts("applications"), "*");
        Fields match = item.map("match");
        OverrideMatch matching = match == null ? null : OverrideMatch.of(match);
        List<OverrideRule> rules = new ArrayList<>();
        for (String address : addresses) {
            AddressPattern hosts = AddressPattern.of(address);
            for (String service : services) {
                for (String application : applications) {
                    rules.add(
                            new OverrideRule(
                                    true,
                                    side,
                                    hosts.host(),
                                    hosts,
                                    0,
                                    service.equals("*") ? service : serviceKey(service),
                                    wildcard(application),
                                    providers,
                                    Map.of(),
                                    matching,
                                    false,
                                    item.number("priority", 0, Integer.MIN_VALUE),
                                    settings));
                }
            }
        }
        return rules;
    }

    private static String orAny(String key) {
        return key.isEmpty() ? "*" : key;
    }

    private static List<String> orElse(List<String> some, String otherwise) {
        return some.isEmpty() ? List.of(otherwise) : some;
    }

    private static @Nullable String wildcard(@Nullable String text) {
        return text == null || text.equals("*") ? null : text;
    }

    /** {@code group/interface:version}, with the empty version that Dubbo calls 0.0.0. */
    private static String serviceKey(String key) {
        return key.endsWith(":0.0.0") ? key.substring(0, key.length() - 6) : key;
    }

    private static List<AddressPattern> addresses(List<String> texts) {
        return texts.stream().map(String::strip).map(AddressPattern::of).toList();
    }

    private static Map<String, String> permitted(
            Map<String, String> given, Permitted permitted, List<String> leftOut) {
        Map<String, String> settings = new LinkedHashMap<>();
        given.forEach(
                (key, value) -> {
                    String taken = value.isEmpty() ? null : permitted.value(key, value);
                    if (taken == null) {
                        leftOut.add(key);
                    } else {
                        settings.put(key, taken);
                    }
                });
        return settings;
    }

    private static boolean flag(URL url, String key, boolean otherwise) {
        String value = url.getParameter(key, Boolean.toString(otherwise));
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(key + ": '" + value + "' (expected: true or false)");
        }
        return Boolean.parseBoolean(value);
    }

    private static int number(URL url, String key) {
        return url.getParameter(key, 0);
    }

    /**
     * The URL with the settings, if the rule is for it.
     *
     * @param self the host of whoever applies it, as registries know it
     */
    URL apply(URL url, String self) {
        if (!concerns(url, self)) {
            return url;
        }
        if (!absent) {
            return url.addParameters(settings);
        }
        URL set = url;
        for (Map.Entry<String, String> entry : settings.entrySet()) {
            set = set.addParameterIfAbsent(entry.getKey(), entry.getValue());
        }
        return set;
    }

    private boolean concerns(URL url, String self) {
        boolean atConsumer = url.getParameter("side", "").equals("consumer");
        if (side != null && !side.equals(atConsumer ? "consumer" : "provider")) {
            return false;
        }
        if (application != null && !application.equals(url.getParameter("application"))) {
            return false;
        }
        return concernsHost(url, self, atConsumer)
                && (service.equals("*") || service.equals(url.getServiceKey()))
                && (providers.isEmpty()
                        || providers.stream()
                                .anyMatch(each -> each.matches(url.getHost(), url.getPort())))
                && conditions.entrySet().stream()
                        .allMatch(
                                entry ->
                                        entry.getValue().equals("*")
                                                || entry.getValue()
                                                        .equals(url.getParameter(entry.getKey())))
                && (match == null || match.holds(atConsumer ? self : url.getHost(), url));
    }

    private boolean concernsHost(URL url, String self, boolean atConsumer) {
        if (!modern && port != 0) {
            return port == url.getPort() && (host.equals(ANY_HOST) || host.equals(url.getHost()));
        }
        if (host.equals(ANY_HOST)) {
            return true;
        }
        if (hosts != null) {
            return hosts.matchesHost(atConsumer ? self : url.getHost());
        }
        return modern
                ? host.equals(atConsumer ? self : url.getHost())
                : atConsumer && host.equals(self);
    }
}
