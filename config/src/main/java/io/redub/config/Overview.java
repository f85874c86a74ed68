package io.redub.config;

import io.redub.rules.LiveRules;
import java.util.List;

/**
 * What a bootstrap does at one moment. Immutable.
 *
 * @param application its name
 * @param serving whether it has started and does not stop yet
 * @param services those declared, exported or not yet
 * @param references those made
 */
public record Overview(
        String application,
        boolean serving,
        List<Service> services,
        List<Reference> references,
        List<Registry> registries) {
    /**
     * A service under one protocol.
     *
     * @param service its key: group, interface, version
     * @param address where it is reached, {@code host:port}; empty while it is not exported
     * @param exported false while its delay lasts
     * @param registries addresses of those it is entered into
     * @param rules for it
     */
    public record Service(
            String service,
            String protocol,
            String address,
            boolean exported,
            List<String> registries,
            List<Rule> rules) {}

    /** A service that is called, who provides it, and the rules for it. */
    public record Reference(String service, List<Provider> providers, List<Rule> rules) {}

    /**
     * A rule that a registry or a config centre has.
     *
     * @param acts whether it acts as it stands there; if not, the last good one does
     * @param note why it does not, or what of it is left out; empty if there is nothing to say
     */
    public record Rule(String place, boolean acts, String note) {}

    /**
     * @param available whether calls would go to it now
     */
    public record Provider(String address, boolean available) {}

    /**
     * @param available whether the connection is up
     */
    public record Registry(String address, boolean available) {}

    static List<Rule> rules(List<LiveRules.Status> statuses) {
        return statuses.stream()
                .map(rule -> new Rule(rule.place(), rule.acts(), rule.note()))
                .toList();
    }

    /** Whether all services are exported and the registries they belong into are connected. */
    public boolean complete() {
        return serving
                && services.stream()
                        .allMatch(
                                service ->
                                        service.exported()
                                                && service.registries().stream()
                                                        .allMatch(this::isConnected));
    }

    private boolean isConnected(String address) {
        return registries.stream()
                .anyMatch(each -> each.address().equals(address) && each.available());
    }
}
