package io.redub.config;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with a configuration, gathered so that one message tells all of it. */
final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final Set<String> lasting = new LinkedHashSet<>();
    private final Set<String> wrong = new LinkedHashSet<>();
    private final Set<String> unused = new LinkedHashSet<>();
    private final Set<String> reported = new LinkedHashSet<>();

    void add(String problem) {
        wrong.add(problem);
    }

    void add(String problem, Place place) {
        add(problem + ", from " + place);
    }

    boolean isEmpty() {
        return wrong.isEmpty() && lasting.isEmpty();
    }

    /** What is wrong so far is wrong for good: nothing can be started or referred to any more. */
    void keep() {
        lasting.addAll(wrong);
        wrong.clear();
    }

    /** A setting that is kept though nothing acts on it. */
    void unused(String setting, Place place) {
        unused.add(setting + " (" + place + ")");
    }

    /**
     * Ends the start if there are problems; else tells, once each, what is kept unused.
     *
     * @param subject for the message: what cannot start
     */
    void check(String subject) {
        if (!isEmpty()) {
            Set<String> all = new LinkedHashSet<>(lasting);
            all.addAll(wrong);
            String message = message(subject, all);
            wrong.clear();
            throw new RpcException(StatusCode.CONFIGURATION, message);
        }
        unused.removeAll(reported);
        if (!unused.isEmpty()) {
            log.warn(
                    "{}: kept, but nothing in Redub acts on: {}",
                    subject,
                    String.join(", ", unused));
            reported.addAll(unused);
            unused.clear();
        }
    }

    private static String message(String subject, Collection<String> wrong) {
        if (wrong.size() == 1) {
            return subject + ": " + wrong.iterator().next();
        }
        StringBuilder text = new StringBuilder(subject);
        text.append(": ").append(wrong.size()).append(" things are wrong with the settings:");
        int number = 0;
        for (String each : wrong) {
            text.append("\n  ").append(++number).append(". ").append(each);
        }
        return text.toString();
    }
}
