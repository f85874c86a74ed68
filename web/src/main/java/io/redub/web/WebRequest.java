package io.redub.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The head of a request. Immutable. */
public final class WebRequest {
    private static final int MOST_PARAMETERS = 1024;
    private static final Pattern PARAMETER = Pattern.compile("\\s*;\\s*");
    private static final Pattern NOT_WANTED = Pattern.compile("q=0(\\.0*)?");

    private final HttpRequest head;
    private final String peer;
    private final String path;
    private final Map<String, List<String>> query;

    /**
     * @throws IllegalArgumentException if the target is not a path that can be decoded
     */
    WebRequest(HttpRequest head, String peer) {
        this.head = head;
        this.peer = peer;
        QueryStringDecoder target =
                new QueryStringDecoder(
                        relative(head), StandardCharsets.UTF_8, true, MOST_PARAMETERS);
        this.path = target.path();
        this.query = target.parameters();
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("the target does not begin with /");
        }
    }

    /** The target without the host that clients of proxies put in front. */
    private static String relative(HttpRequest head) {
        String target = head.uri();
        String host = head.headers().get(HttpHeaderNames.HOST);
        String absolute = "http://" + host;
        if (host == null || !target.regionMatches(true, 0, absolute, 0, absolute.length())) {
            return target;
        }
        String rest = target.substring(absolute.length());
        return rest.isEmpty() || rest.startsWith("?") ? "/" + rest : rest;
    }

    /** Such as {@code GET}. */
    public String method() {
        return head.method().name();
    }

    /** From the first {@code /} on, decoded, without the query. */
    public String path() {
        return path;
    }

    /** The decoded values of the query by their names, in order. */
    public Map<String, List<String>> query() {
        return query;
    }

    /** The first value of this name in the query, or null. */
    public @Nullable String query(String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.get(0);
    }

    public HttpHeaders headers() {
        return head.headers();
    }

    /** A header, or null. */
    public @Nullable String header(CharSequence name) {
        return head.headers().get(name);
    }

    /** The media type of the body in lower case, without parameters; empty if none is given. */
    public String mediaType() {
        String type = header(HttpHeaderNames.CONTENT_TYPE);
        if (type == null) {
            return "";
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters))
                .strip()
                .toLowerCase(java.util.Locale.ROOT);
    }

    /** {@code host:port} of the peer. */
    public String peer() {
        return peer;
    }

    HttpVersion version() {
        return head.protocolVersion();
    }

    boolean keepAlive() {
        return HttpUtil.isKeepAlive(head);
    }

    boolean isHead() {
        return method().equals("HEAD");
    }

    boolean acceptsGzip() {
        for (String accepted : head.headers().getAll(HttpHeaderNames.ACCEPT_ENCODING)) {
            for (String coding : accepted.split(",")) {
                String[] parts = PARAMETER.split(coding.strip());
                if (parts[0].equalsIgnoreCase("gzip")) {
                    return parts.length < 2 || !NOT_WANTED.matcher(parts[1]).matches();
                }
            }
        }
        return false;
    }
}
