package io.redub.rules;

import io.redub.url.URL;
import java.util.List;

/** All override rules for one reference or service, in the order in which they are applied. */
record Overrides(String self, List<OverrideRule> rules) {
    /** The URL with whatever the rules set for it. */
    URL apply(URL url) {
        URL set = url;
        for (OverrideRule rule : rules) {
            set = rule.apply(set, self);
        }
        return set;
    }
}
