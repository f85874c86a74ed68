package io.redub.registry;

import io.redub.registry.RegistryBackend.Target;
import io.redub.url.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the texts under one target into URLs, leaving out what is none. Each text is parsed once,
 * however often the list changes around it. Not thread-safe.
 */
final class EntryReader {
    private static final Logger LOG = LoggerFactory.getLogger(EntryReader.class);
    private static final RateLimitedLog MALFORMED = new RateLimitedLog();

    private final Target target;
    private Map<String, URL> known = Map.of();

    EntryReader(Target target) {
        this.target = target;
    }

    List<URL> read(List<String> texts) {
        Map<String, URL> next = new HashMap<>();
        List<URL> urls = new ArrayList<>(texts.size());
        // Servers list in no particular order; a stable one shows what really changed.
        for (String text : texts.stream().sorted().toList()) {
            URL url = known.get(text);
            if (url == null) {
                url = parse(text);
            }
            if (url != null) {
                next.put(text, url);
                urls.add(url);
            }
        }
        known = next;
        return urls;
    }

    private @Nullable URL parse(String text) {
        try {
            URL url = text.contains("://") ? URL.valueOf(text) : URL.valueOfEncoded(text);
            if (url.getProtocol().isEmpty() || url.getHost().isEmpty()) {
                throw new IllegalArgumentException("it has no protocol or no host");
            }
            return url.getProtocol().equals("empty") ? null : url;
        } catch (IllegalArgumentException e) {
            long held = MALFORMED.permit();
            if (held >= 0) {
                LOG.warn(
                        "skipped an entry of {} that is not a URL: '{}': {} ({} more held back)",
                        target,
                        text.length() > 200 ? text.substring(0, 200) + "…" : text,
                        e.getMessage(),
                        held);
            }
            return null;
        }
    }
}
