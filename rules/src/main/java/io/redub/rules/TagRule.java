package io.redub.rules;

import io.redub.cluster.ProviderNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tags given to providers of an application while they run.
 *
 * @param application whose providers
 * @param force whether a tag without providers of its own refuses calls
 * @param tags who has which
 */
record TagRule(String application, boolean force, Map<String, Predicate<ProviderNode>> tags) {

    /**
     * @return null if it is not enabled
     * @throws IllegalArgumentException if a field cannot be understood
     */
    static @Nullable TagRule of(String application, String text) {
        Fields fields = Fields.read(text);
        Map<String, Predicate<ProviderNode>> tags = new LinkedHashMap<>();
        for (Fields tag : fields.maps("tags")) {
            String name = tag.text("name", "");
            if (name.isEmpty()) {
                throw tag.wrong("name", "the name of a tag");
            }
            List<AddressPattern> addresses =
                    tag.texts("addresses").stream().map(AddressPattern::of).toList();
            List<Predicate<ProviderNode>> matches = new ArrayList<>();
            for (Fields match : tag.maps("match")) {
                matches.add(parameter(match));
            }
            if (addresses.isEmpty() && matches.isEmpty()) {
                continue;
            }
            Predicate<ProviderNode> has =
                    addresses.isEmpty()
                            ? node -> matches.stream().allMatch(match -> match.test(node))
                            : node -> isAt(node, addresses);
            tags.merge(name, has, Predicate::or);
        }
        return fields.flag("enabled", true)
                ? new TagRule(application, fields.flag("force", false), Map.copyOf(tags))
                : null;
    }

    private static Predicate<ProviderNode> parameter(Fields match) {
        String key = match.text("key", "");
        Fields value = match.map("value");
        if (key.isEmpty() || value == null) {
            throw match.wrong("key", "the name of a parameter, with a value");
        }
        Predicate<@Nullable String> wanted = TextMatch.of(value);
        return node -> wanted.test(node.offer().getParameter(key));
    }

    private static boolean isAt(ProviderNode node, List<AddressPattern> addresses) {
        String host = node.url().getHost();
        int port = node.url().getPort();
        return addresses.stream().anyMatch(each -> each.matches(host, port));
    }

    /** Whether the rule is about this provider at all. */
    boolean concerns(ProviderNode node) {
        return application.equals(node.offer().getParameter("application"));
    }
}
