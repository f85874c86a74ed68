package io.redub.rules;

import io.redub.cluster.ProviderNode;
import io.redub.cluster.Router;
import io.redub.registry.ConfigItems;
import io.redub.rules.RuleKey.Kind;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules for one reference or one exported service, as registries and config centres tell them.
 * A rule that cannot be understood, or that its user cannot work with, is rejected: the one before
 * it stays.
 *
 * <p>Concurrency: sources tell their news on threads of their own, which take turns in changing
 * something; what was understood is kept under a lock of its own, under which nobody is called, and
 * {@link #now} reads a volatile field.
 */
public final class LiveRules implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveRules.class);

    /** Applications whose rules are followed: those of the providers of one service. */
    static final int MAX_APPLICATIONS = 64;

    private static final String BEYOND = "rules of further applications";

    private static final int MAX_TOLD = 200;

    private final URL subject;
    private final Permitted permitted;
    private final Runnable changed;
    private final Map<Object, Slot> slots = new LinkedHashMap<>();
    private final Map<Object, Runnable> watches = new LinkedHashMap<>();
    private final List<Center> centers = new ArrayList<>();
    private final Set<String> applications = new HashSet<>();
    private final Object turns = new Object();
    private boolean closed;
    private volatile Snapshot snapshot;

    /**
     * @param subject the URL of the reference or the service, with its {@code side}
     * @param changed is told when {@link #now} has changed; an exception of it rejects the rule
     */
    public LiveRules(URL subject, Permitted permitted, Runnable changed) {
        this.subject = subject;
        this.permitted = permitted;
        this.changed = changed;
        this.snapshot = snapshot();
    }

    /**
     * A place with rules.
     *
     * @param place for messages
     */
    public record Center(String place, ConfigItems items) {}

    /**
     * What became of a rule.
     *
     * @param place where it is
     * @param acts whether it acts in its latest form
     * @param note why not, or what of it is left out; empty: nothing to say
     */
    public record Status(String place, boolean acts, String note) {}

    /**
     * All rules at one moment. Immutable.
     *
     * @param routers those of rules, in their order, without {@code tags}
     */
    public static final class Snapshot {
        private final Overrides overrides;
        private final TagRouter tags;
        private final List<Router> routers;

        private Snapshot(Overrides overrides, TagRouter tags, List<Router> routers) {
            this.overrides = overrides;
            this.tags = tags;
            this.routers = routers;
        }

        /** The URL with whatever rules set for it. */
        public URL apply(URL url) {
            return overrides.apply(url);
        }

        /** Whether settings are the same as by those other rules. */
        public boolean sameSettings(Snapshot other) {
            return overrides.rules().equals(other.overrides.rules());
        }

        /** Those to ask, in this order. */
        public List<Router> routers() {
            List<Router> all = new ArrayList<>();
            all.add(tags);
            all.addAll(routers);
            return List.copyOf(all);
        }

        /** Whether all of these may answer all calls without attachments. */
        public boolean plain(List<? extends ProviderNode> providers) {
            return routers.isEmpty() && tags.indifferent(providers);
        }
    }

    private record Slot(String place, int order, Compiled compiled, @Nullable String reason) {}

    /** The rules now. */
    public Snapshot now() {
        return snapshot;
    }

    /** What became of every rule there is, in no particular order. */
    public synchronized List<Status> statuses() {
        List<Status> statuses = new ArrayList<>();
        for (Slot slot : slots.values()) {
            if (slot.reason != null) {
                statuses.add(new Status(slot.place, false, slot.reason));
            } else if (slot.compiled != Compiled.NOTHING) {
                List<String> leftOut = slot.compiled.leftOut();
                statuses.add(
                        new Status(
                                slot.place,
                                true,
                                leftOut.isEmpty()
                                        ? ""
                                        : "left out, as no rule may set it: "
                                                + String.join(", ", leftOut)));
            }
        }
        return statuses;
    }

    /**
     * What a registry has under {@code configurators} or {@code routers}; all of it, each time.
     *
     * @param registry tells several apart
     */
    public void told(Object registry, String category, List<URL> rules) {
        boolean routes = category.equals("routers");
        Map<Object, Supplier<Compiled>> news = new LinkedHashMap<>();
        for (URL rule : rules) {
            news.put(
                    List.of(registry, category, rule.toString()),
                    () ->
                            routes
                                    ? Compiled.router(rule, subject)
                                    : Compiled.configurator(rule, permitted));
        }
        List<Object> gone = new ArrayList<>();
        synchronized (this) {
            for (Object key : slots.keySet()) {
                if (key instanceof List<?> entry
                        && entry.get(0).equals(registry)
                        && entry.get(1).equals(category)
                        && !news.containsKey(key)) {
                    gone.add(key);
                }
            }
            news.keySet().removeIf(slots::containsKey);
        }
        Map<Object, Slot> changes = new LinkedHashMap<>();
        gone.forEach(key -> changes.put(key, new Slot("", 0, Compiled.NOTHING, null)));
        news.forEach(
                (key, rule) ->
                        changes.put(
                                key,
                                understood(
                                        category + " " + ((List<?>) key).get(2),
                                        routes ? 1 : 0,
                                        Compiled.NOTHING,
                                        rule)));
        change(changes);
    }

    /** Follows what a config centre says for this service and this application. */
    public void follow(Center center) {
        synchronized (this) {
            centers.add(center);
        }
        String application = subject.getParameter("application", "");
        follow(center, new RuleKey(Kind.CONFIGURATORS, application), 1);
        follow(center, RuleKey.ofService(Kind.CONFIGURATORS, subject), 2);
        if (subject.getParameter("side", "").equals("consumer")) {
            follow(center, RuleKey.ofService(Kind.AFFINITY_ROUTER, subject), 2);
            follow(center, RuleKey.ofService(Kind.CONDITION_ROUTER, subject), 4);
            follow(center, new RuleKey(Kind.CONDITION_ROUTER, application), 6);
            follow(center, new RuleKey(Kind.SCRIPT_ROUTER, application), 7);
        }
    }

    /** Follows the tags and the routes of the applications of these providers, too. */
    public void followProviders(List<? extends ProviderNode> providers) {
        Set<String> more = new HashSet<>();
        List<Center> all;
        String beyond = "";
        synchronized (this) {
            for (ProviderNode node : providers) {
                String application = node.offer().getParameter("application", "");
                if (application.isEmpty() || applications.contains(application)) {
                    continue;
                } else if (applications.size() == MAX_APPLICATIONS) {
                    beyond = slots.containsKey(BEYOND) ? "" : application;
                } else {
                    applications.add(application);
                    more.add(application);
                }
            }
            all = List.copyOf(centers);
        }
        if (!beyond.isEmpty()) {
            told(BEYOND, 0, beyond, LiveRules::notFollowed);
        }
        String own = subject.getParameter("application", "");
        for (String application : more) {
            for (Center center : all) {
                follow(center, new RuleKey(Kind.TAG_ROUTER, application), 0);
                follow(center, new RuleKey(Kind.AFFINITY_ROUTER, application), 3);
                if (!application.equals(own)) {
                    follow(center, new RuleKey(Kind.CONDITION_ROUTER, application), 5);
                }
                // They are not read: whoever has written one is to hear of it.
                follow(
                        center,
                        application + ".MESHAPPRULE",
                        0,
                        text -> {
                            throw new IllegalArgumentException(
                                    "rules of this kind are not read (expected: .condition-router,"
                                            + " .tag-router or .affinity-router)");
                        });
            }
        }
    }

    private static Compiled notFollowed(String application) {
        throw new IllegalArgumentException(
                "the rules of "
                        + MAX_APPLICATIONS
                        + " applications are followed, those of "
                        + application
                        + " and others are not (expected: providers of no more applications since"
                        + " the start)");
    }

    private void follow(Center center, RuleKey key, int order) {
        if (!key.subject().isEmpty()) {
            follow(
                    center,
                    key.toString(),
                    order,
                    text -> Compiled.of(key, text, subject, permitted));
        }
    }

    private void follow(Center center, String key, int order, Function<String, Compiled> reading) {
        String place = key + " at " + center.place;
        Runnable end =
                center.items.watch(RuleKey.GROUP, key, text -> told(place, order, text, reading));
        boolean late;
        synchronized (this) {
            late = closed;
            watches.put(place, end);
        }
        if (late) {
            end.run();
        }
    }

    private void told(
            String place, int order, @Nullable String text, Function<String, Compiled> reading) {
        Slot slot = new Slot(place, order, Compiled.NOTHING, null);
        if (text != null) {
            Compiled before;
            synchronized (this) {
                Slot former = slots.get(place);
                before = former == null ? Compiled.NOTHING : former.compiled;
            }
            slot = understood(place, order, before, () -> reading.apply(text));
        }
        change(Map.of(place, slot));
    }

    private Slot understood(String place, int order, Compiled before, Supplier<Compiled> rule) {
        try {
            Compiled compiled = rule.get();
            if (!compiled.leftOut().isEmpty()) {
                log.warn("Rule {}: left out, as no rule may set it: {}", place, compiled.leftOut());
            }
            return new Slot(place, order, compiled, null);
        } catch (RuntimeException e) {
            return rejected(place, order, before, e);
        }
    }

    private Slot rejected(String place, int order, Compiled before, RuntimeException e) {
        String told = place.length() > MAX_TOLD ? place.substring(0, MAX_TOLD) + "…" : place;
        log.warn(
                "Rule {} of {} is rejected, {}: {}",
                told,
                subject.getServiceKey(),
                before == Compiled.NOTHING ? "it does nothing" : "the last good one stays",
                e.getMessage());
        return new Slot(place, order, before, String.valueOf(e.getMessage()));
    }

    /** All of them or, if that cannot be worked with, those that can be. */
    private void change(Map<Object, Slot> changes) {
        // One at a time: whoever fails must not be taken for another.
        synchronized (turns) {
            changeNow(changes);
        }
    }

    private void changeNow(Map<Object, Slot> changes) {
        Map<Object, Slot> before = new LinkedHashMap<>();
        if (!put(changes, before)) {
            return;
        }
        try {
            changed.run();
        } catch (RuntimeException e) {
            if (changes.size() > 1) {
                inParts(changes, before);
                return;
            }
            Map<Object, Slot> back = new LinkedHashMap<>();
            changes.forEach(
                    (key, slot) -> {
                        Slot former = before.get(key);
                        Compiled good = former == null ? Compiled.NOTHING : former.compiled;
                        back.put(
                                key,
                                slot.place.isEmpty()
                                        ? slot
                                        : rejected(slot.place, slot.order, good, e));
                    });
            if (put(back, new LinkedHashMap<>())) {
                changed.run();
            }
        }
    }

    /** Some of them cannot be worked with: those that can are not to be lost with them. */
    private void inParts(Map<Object, Slot> changes, Map<Object, Slot> before) {
        Map<Object, Slot> back = new LinkedHashMap<>();
        changes.forEach((key, slot) -> back.put(key, new Slot("", 0, Compiled.NOTHING, null)));
        back.putAll(before);
        put(back, new LinkedHashMap<>());
        Map<Object, Slot> first = new LinkedHashMap<>();
        Map<Object, Slot> rest = new LinkedHashMap<>();
        changes.forEach(
                (key, slot) -> (first.size() < changes.size() / 2 ? first : rest).put(key, slot));
        changeNow(first);
        changeNow(rest);
    }

    /** Whether it changed anything that acts. */
    private synchronized boolean put(Map<Object, Slot> changes, Map<Object, Slot> before) {
        if (closed) {
            return false;
        }
        boolean acts = false;
        for (Map.Entry<Object, Slot> entry : changes.entrySet()) {
            Slot now = entry.getValue();
            Slot former =
                    now.compiled == Compiled.NOTHING && now.reason == null
                            ? slots.remove(entry.getKey())
                            : slots.put(entry.getKey(), now);
            if (former != null) {
                before.put(entry.getKey(), former);
            }
            acts |= (former == null ? Compiled.NOTHING : former.compiled) != now.compiled;
        }
        if (acts) {
            snapshot = snapshot();
        }
        return acts;
    }

    private Snapshot snapshot() {
        List<Slot> ordered =
                slots.values().stream()
                        .sorted(
                                Comparator.comparingInt(Slot::order)
                                        .thenComparing(slot -> slot.compiled.priority()))
                        .toList();
        List<OverrideRule> overrides = new ArrayList<>();
        for (int order = 0; order <= 2; order++) {
            int wanted = order;
            all(ordered, slot -> slot.order == wanted ? slot.compiled.overrides() : List.of())
                    .stream()
                    .sorted(OverrideRule.ORDER)
                    .forEach(overrides::add);
        }
        List<TagRule> tags = new ArrayList<>();
        for (Slot slot : ordered) {
            TagRule rule = slot.compiled.tags();
            if (rule != null) {
                tags.add(rule);
            }
        }
        return new Snapshot(
                new Overrides(subject.getHost(), overrides),
                new TagRouter(tags, subject),
                all(ordered, slot -> slot.compiled.routers()));
    }

    private static <T> List<T> all(List<Slot> slots, Function<Slot, List<T>> part) {
        List<T> all = new ArrayList<>();
        slots.forEach(slot -> all.addAll(part.apply(slot)));
        return List.copyOf(all);
    }

    @Override
    public void close() {
        List<Runnable> ends;
        synchronized (this) {
            closed = true;
            ends = List.copyOf(watches.values());
            watches.clear();
        }
        ends.forEach(Runnable::run);
    }
}
