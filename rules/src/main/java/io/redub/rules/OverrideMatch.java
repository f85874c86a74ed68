package io.redub.rules;

import io.redub.url.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The {@code match} of an override rule of version v3.0: all that is set must hold. */
final class OverrideMatch {
    private final List<Predicate<Subject>> all;

    /**
     * @param host of whoever applies the rule
     * @param url what it is applied to
     */
    record Subject(String host, URL url) {}

    private OverrideMatch(List<Predicate<Subject>> all) {
        this.all = all;
    }

    /**
     * @throws IllegalArgumentException if a field cannot be understood
     */
    static OverrideMatch of(Fields match) {
        match.with("address", "providerAddress", "service", "app", "application", "param");
        List<Predicate<Subject>> all = new ArrayList<>();
        Fields address = match.map("address");
        if (address != null) {
            AddressPattern pattern = address(address);
            all.add(subject -> pattern.matches(subject.host, 0));
        }
        Fields provider = match.map("providerAddress");
        if (provider != null) {
            AddressPattern pattern = address(provider);
            all.add(subject -> pattern.matches(subject.url.getHost(), subject.url.getPort()));
        }
        Fields service = match.map("service");
        if (service != null) {
            Predicate<@Nullable String> wanted = TextMatch.oneOf(service);
            all.add(subject -> wanted.test(subject.url.getServiceKey()));
        }
        Fields app = match.map("app");
        if (app == null) {
            app = match.map("application");
        }
        if (app != null) {
            Predicate<@Nullable String> wanted = TextMatch.oneOf(app);
            all.add(subject -> wanted.test(subject.url.getParameter("application")));
        }
        for (Fields param : match.maps("param")) {
            String key = param.text("key", "");
            Fields value = param.map("value");
            if (key.isEmpty() || value == null) {
                throw param.wrong("key", "the name of a parameter, with a value");
            }
            Predicate<@Nullable String> wanted = TextMatch.of(value);
            all.add(subject -> wanted.test(subject.url.getParameter(key)));
        }
        return new OverrideMatch(List.copyOf(all));
    }

    private static AddressPattern address(Fields fields) {
        for (String kind : new String[] {"exact", "wildcard", "cidr", "cird"}) {
            String text = fields.text(kind);
            if (text != null) {
                return AddressPattern.of(text);
            }
        }
        throw new IllegalArgumentException(
                "an address without a condition (expected: one of exact, wildcard, cidr)");
    }

    boolean holds(String host, URL url) {
        Subject subject = new Subject(host, url);
        return all.stream().allMatch(each -> each.test(subject));
    }
}
