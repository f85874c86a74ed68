package io.redub.registry;

import io.redub.url.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The four kinds of entries below an interface, with Dubbo's names. */
public final class Categories {
    public static final String PROVIDERS = "providers";
    public static final String CONSUMERS = "consumers";
    public static final String CONFIGURATORS = "configurators";
    public static final String ROUTERS = "routers";

    private static final List<String> ALL = List.of(PROVIDERS, CONFIGURATORS, ROUTERS, CONSUMERS);
    private static final String SUBSCRIBED_BY_DEFAULT =
            PROVIDERS + "," + CONFIGURATORS + "," + ROUTERS;

    private Categories() {}

    /** The category an entry is in: its parameter {@code category}, default providers. */
    public static String of(URL entry) {
        return entry.getParameter("category", PROVIDERS);
    }

    /** The categories a subscription is about; {@code *} is all of them, {@code -x} all but x. */
    public static List<String> subscribedBy(URL consumer) {
        List<String> asked =
                Arrays.asList(
                        consumer.getParameter("category", SUBSCRIBED_BY_DEFAULT)
                                .trim()
                                .split("\\s*,\\s*"));
        List<String> result = new ArrayList<>();
        if (asked.contains("*") || asked.stream().allMatch(c -> c.startsWith("-"))) {
            result.addAll(ALL);
        }
        for (String category : asked) {
            if (category.startsWith("-")) {
                result.remove(category.substring(1));
            } else if (!category.equals("*") && !category.isEmpty() && !result.contains(category)) {
                result.add(category);
            }
        }
        return List.copyOf(result);
    }
}
