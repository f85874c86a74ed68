package io.redub.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other sites may call, by their origin such as {@code https://shop.example}. Those
 * of the own site always may. Immutable.
 */
public record Cors(Set<String> origins) {
    /** No page of another site. */
    public static final Cors NONE = new Cors(Set.of());

    private static final String ANY = "*";
    private static final int CACHED_SECONDS = 600;
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    /** Domains that nobody can own. */
    private static final Pattern RESERVED = Pattern.compile("\\.(localhost|local|internal)$");

    /** As the system has it; empty if it has none. */
    private static final String OWN_NAME = ownName();

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /**
     * @param origins separated by commas; {@code *}: all
     */
    public static Cors of(String origins) {
        return new Cors(
                Arrays.stream(origins.split(","))
                        .map(String::strip)
                        .filter(origin -> !origin.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether a request may be served: it comes from no page, from one of ours, or an allowed. */
    boolean admits(WebRequest request) {
        HttpHeaders headers = request.headers();
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        // With a POST every browser says the origin; some programs only call themselves one.
        boolean said = origin != null || headers.contains("sec-fetch-site");
        boolean browser = said || !request.method().equals("POST") && isFromBrowser(headers);
        if (browser && !isNameOfOurs(headers.get(HttpHeaderNames.HOST))) {
            return origin != null && allows(origin);
        }
        return origin == null ? !fromElsewhere(headers) : isOwn(origin, headers) || allows(origin);
    }

    /** Every browser's name begins so, and no page can change that of a request that is simple. */
    public static boolean isFromBrowser(HttpHeaders headers) {
        String agent = headers.get(HttpHeaderNames.USER_AGENT);
        return headers.contains(HttpHeaderNames.ORIGIN)
                || headers.contains("sec-fetch-site")
                || agent != null && agent.startsWith("Mozilla/");
    }

    /**
     * Whether the owner of a foreign page cannot have chosen this host: they may let their own
     * domain's name point here, and their page would be of the same site.
     */
    private boolean isNameOfOurs(@Nullable String host) {
        if (host == null || host.startsWith("[")) {
            return true;
        }
        String name = host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        return !name.contains(".")
                || ADDRESS.matcher(name).matches()
                || RESERVED.matcher(name).find()
                || name.equals(OWN_NAME)
                || origins.contains(ANY)
                || allows("http://" + host)
                || allows("https://" + host);
    }

    /** Browsers leave the origin out of some requests, and say this instead. */
    private boolean fromElsewhere(HttpHeaders headers) {
        String site = headers.get("sec-fetch-site");
        boolean byUser = "navigate".equals(headers.get("sec-fetch-mode"));
        return site != null
                && (site.equals("cross-site") || site.equals("same-site"))
                && !byUser
                && !origins.contains(ANY);
    }

    private boolean allows(String origin) {
        return origins.contains(ANY) || origins.contains(origin);
    }

    /** Whether an origin, or the address of a page, is of the host that is asked. */
    public static boolean isOwn(String origin, HttpHeaders headers) {
        String host = headers.get(HttpHeaderNames.HOST);
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What tells a browser that the page may see the answer. */
    void addTo(HttpHeaders answer, HttpHeaders request) {
        String origin = request.get(HttpHeaderNames.ORIGIN);
        if (origins.isEmpty() || origin == null) {
            return;
        }
        answer.add(HttpHeaderNames.VARY, "origin");
        if (allows(origin)) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
    }

    /** The answer to a browser that asks before it sends; null if it does not ask that. */
    static boolean asks(WebRequest request) {
        return request.method().equals("OPTIONS")
                && request.headers().contains(HttpHeaderNames.ORIGIN)
                && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    void answerTo(HttpHeaders request, HttpHeaders answer) {
        addTo(answer, request);
        @Nullable String wanted = request.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
        if (wanted != null) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
        }
        answer.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, CACHED_SECONDS);
    }
}
