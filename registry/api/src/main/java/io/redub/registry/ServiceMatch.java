package io.redub.registry;

import io.redub.url.URL;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether an entry concerns a subscriber: interface, category, enabled, group, version, classifier.
 */
final class ServiceMatch {
    private ServiceMatch() {}

    static boolean accepts(URL consumer, URL entry) {
        return sameInterface(consumer.getServiceInterface(), entry.getServiceInterface())
                && Categories.subscribedBy(consumer).contains(Categories.of(entry))
                && (entry.getParameter("enabled", true)
                        || "*".equals(consumer.getParameter("enabled")))
                && wanted(consumer.getGroup(), entry.getGroup())
                && wanted(consumer.getVersion(), entry.getVersion())
                && classified(
                        consumer.getParameter("classifier"), entry.getParameter("classifier"));
    }

    private static boolean sameInterface(String wanted, String offered) {
        return wanted.equals(offered) || wanted.equals("*") || offered.equals("*");
    }

    private static boolean wanted(@Nullable String wanted, @Nullable String offered) {
        if (wanted == null || wanted.equals("*") || wanted.equals(offered)) {
            return wanted != null || offered == null;
        }
        for (String one : wanted.split(",")) {
            if (one.trim().equals(offered)) {
                return true;
            }
        }
        return false;
    }

    private static boolean classified(@Nullable String wanted, @Nullable String offered) {
        return wanted == null || wanted.equals("*") || Objects.equals(wanted, offered);
    }
}
