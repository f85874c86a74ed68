package io.redub.url;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code protocol://username:password@host:port/path?key=value&key=value}, as Apache Dubbo writes
 * it into registries. Immutable and thread-safe. Parameters keep the order they were given in;
 * {@link #toString()} prints them sorted by key, as Dubbo's registry nodes have them.
 *
 * <p>What is printed parses back to an equal URL:
 *
 * <ul>
 *   <li>Keys and values stand as they are, neither encoded nor decoded, as in Dubbo, which encodes
 *       a URL as a whole where it needs that. A {@code &} in one would be the end of it, so it is
 *       refused, as control characters are: see {@link #addParameterAndEncoded}.
 *   <li>Blanks around them are dropped. An empty value is no value: the parameter is not there
 *       (Dubbo peers read {@code k=} as {@code k=k}). A key without {@code =} has itself for a
 *       value, as in Dubbo.
 *   <li>User name and password are percent-encoded where they have other characters than a URL may
 *       have at that place, and decoded when read.
 *   <li>The host is a name or address in ASCII, an IPv6 address in brackets, or empty. Of several
 *       addresses with commas between them the first is the host, the others become the parameter
 *       {@code backup}.
 * </ul>
 *
 * <p>Every method that takes a part throws {@link IllegalArgumentException} if it cannot stand at
 * its place.
 */
public final class URL {
    private static final Pattern SECRET = Pattern.compile("(?i)(password|secret|token)$");

    private final String protocol;
    private final @Nullable String username;
    private final @Nullable String password;
    private final String host;
    private final int port;
    private final String path;
    private final Map<String, String> parameters;
    private @Nullable String printed;

    private URL(
            String protocol,
            @Nullable String username,
            @Nullable String password,
            String host,
            int port,
            String path,
            Map<String, String> parameters) {
        this.protocol = protocol;
        this.username = username;
        this.password = password;
        this.host = host;
        this.port = port;
        this.path = path;
        this.parameters = parameters;
    }

    /** A URL of its parts. {@code port} 0 means none is given, an empty text that part is not. */
    public static URL of(
            String protocol, String host, int port, String path, Map<String, String> parameters) {
        return of(protocol, null, null, host, port, path, parameters);
    }

    public static URL of(String protocol, String host, int port, String path) {
        return of(protocol, host, port, path, Map.of());
    }

    /**
     * Parses a URL.
     *
     * @throws IllegalArgumentException if the text is not a URL of this form
     */
    public static URL valueOf(String text) {
        return URLParser.parse(text);
    }

    /** Like {@link #valueOf} for a text that was percent-encoded as a whole. */
    public static URL valueOfEncoded(String text) {
        return valueOf(decode(text));
    }

    static URL of(
            String protocol,
            @Nullable String username,
            @Nullable String password,
            String host,
            int port,
            String path,
            Map<String, String> parameters) {
        URL url =
                new URL(
                        Syntax.protocol(protocol),
                        username,
                        password,
                        Syntax.host(host),
                        Syntax.port(port),
                        Syntax.path(path),
                        Syntax.parameters(parameters));
        return url.consistent();
    }

    private URL consistent() {
        if (host.isEmpty() && (port > 0 || username != null)) {
            throw new IllegalArgumentException(
                    "host: '' (expected: a host, where there is a port or a user)");
        }
        if (username == null && password != null) {
            throw new IllegalArgumentException("username: none (expected: one for the password)");
        }
        if (protocol.isEmpty() && host.isEmpty() && path.isEmpty() && parameters.isEmpty()) {
            throw new IllegalArgumentException("a URL of nothing (expected: at least a host)");
        }
        return this;
    }

    public String getProtocol() {
        return protocol;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public String getHost() {
        return host;
    }

    /** The port, or 0 where the URL names none. */
    public int getPort() {
        return port;
    }

    public int getPort(int defaultPort) {
        return port > 0 ? port : defaultPort;
    }

    /** {@code host:port}, or the host alone where no port is given. */
    public String getAddress() {
        return port > 0 ? host + ":" + port : host;
    }

    /** This address and those of the parameter {@code backup}, each with a port. */
    public List<String> getBackupAddresses(int defaultPort) {
        List<String> all = new ArrayList<>();
        all.add(host + ":" + getPort(defaultPort));
        String backup = parameters.get("backup");
        if (backup != null) {
            for (String part : backup.split(",")) {
                String address = part.trim();
                if (!address.isEmpty()) {
                    boolean hasPort = address.lastIndexOf(':') > address.lastIndexOf(']');
                    all.add(hasPort ? address : address + ":" + defaultPort);
                }
            }
        }
        return all;
    }

    /** The path without its leading slash; empty if there is none. */
    public String getPath() {
        return path;
    }

    public Map<String, String> getParameters() {
        return parameters;
    }

    public @Nullable String getParameter(String key) {
        String value = parameters.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    public String getParameter(String key, String defaultValue) {
        String value = getParameter(key);
        return value == null ? defaultValue : value;
    }

    public int getParameter(String key, int defaultValue) {
        String value = getParameter(key);
        return value == null ? defaultValue : toInt(key, value);
    }

    public long getParameter(String key, long defaultValue) {
        String value = getParameter(key);
        if (value == null) {
            return defaultValue;
        }
        try {
            return Long.parseLong(value.trim());
        } catch (NumberFormatException e) {
            throw notANumber(key, value);
        }
    }

    public boolean getParameter(String key, boolean defaultValue) {
        String value = getParameter(key);
        return value == null ? defaultValue : Boolean.parseBoolean(value.trim());
    }

    /** {@code method.key}, else {@code key}. */
    public @Nullable String getMethodParameter(String method, String key) {
        String value = getParameter(method + "." + key);
        return value == null ? getParameter(key) : value;
    }

    public String getMethodParameter(String method, String key, String defaultValue) {
        String value = getMethodParameter(method, key);
        return value == null ? defaultValue : value;
    }

    public int getMethodParameter(String method, String key, int defaultValue) {
        String value = getMethodParameter(method, key);
        return value == null ? defaultValue : toInt(key, value);
    }

    public boolean getMethodParameter(String method, String key, boolean defaultValue) {
        String value = getMethodParameter(method, key);
        return value == null ? defaultValue : Boolean.parseBoolean(value.trim());
    }

    public boolean hasParameter(String key) {
        return getParameter(key) != null;
    }

    /** The parameter {@code interface}, else the path. */
    public String getServiceInterface() {
        return getParameter("interface", path);
    }

    public @Nullable String getGroup() {
        return getParameter("group");
    }

    /** The parameter {@code version}; null also for {@code 0.0.0}, which means none. */
    public @Nullable String getVersion() {
        String version = getParameter("version");
        return version == null || version.equals("0.0.0") ? null : version;
    }

    /** {@code [group/]interface[:version]}. */
    public String getServiceKey() {
        return serviceKey(getGroup(), getServiceInterface(), getVersion());
    }

    /** {@code [group/]path[:version]}; a version of {@code 0.0.0} or {@code *} counts as none. */
    public static String serviceKey(@Nullable String group, String path, @Nullable String version) {
        return ServiceKey.of(group, path, version).toString();
    }

    public URL withProtocol(String newProtocol) {
        return new URL(
                        Syntax.protocol(newProtocol),
                        username,
                        password,
                        host,
                        port,
                        path,
                        parameters)
                .consistent();
    }

    /** With this user and password, as they are (not percent-encoded); null: without. */
    public URL withCredentials(@Nullable String newUsername, @Nullable String newPassword) {
        return new URL(protocol, newUsername, newPassword, host, port, path, parameters)
                .consistent();
    }

    public URL withHost(String newHost) {
        return new URL(protocol, username, password, Syntax.host(newHost), port, path, parameters)
                .consistent();
    }

    public URL withPort(int newPort) {
        return new URL(protocol, username, password, host, Syntax.port(newPort), path, parameters)
                .consistent();
    }

    public URL withPath(String newPath) {
        return new URL(protocol, username, password, host, port, Syntax.path(newPath), parameters)
                .consistent();
    }

    /** With the parameter set; an empty or null value changes nothing, as in Dubbo. */
    public URL addParameter(String key, @Nullable String value) {
        if (value == null || value.isEmpty() || value.equals(parameters.get(key))) {
            return this;
        }
        return addParameters(Map.of(key, value));
    }

    /** With the value percent-encoded, so that it may have any characters. */
    public URL addParameterAndEncoded(String key, @Nullable String value) {
        return addParameter(key, value == null ? null : encode(value));
    }

    /** The value that {@link #addParameterAndEncoded} was given. */
    public @Nullable String getParameterAndDecoded(String key) {
        String value = getParameter(key);
        return value == null ? null : decode(value);
    }

    public URL addParameter(String key, long value) {
        return addParameter(key, Long.toString(value));
    }

    public URL addParameter(String key, boolean value) {
        return addParameter(key, Boolean.toString(value));
    }

    public URL addParameterIfAbsent(String key, @Nullable String value) {
        return hasParameter(key) ? this : addParameter(key, value);
    }

    /** With these parameters set; empty values change nothing. */
    public URL addParameters(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> copy = new LinkedHashMap<>(parameters);
        copy.putAll(Syntax.parameters(more));
        return withChecked(copy);
    }

    public URL removeParameters(String... keys) {
        Map<String, String> copy = new LinkedHashMap<>(parameters);
        boolean changed = false;
        for (String key : keys) {
            changed |= copy.remove(key) != null;
        }
        return changed ? withChecked(copy) : this;
    }

    private URL withChecked(Map<String, String> checked) {
        return new URL(
                        protocol,
                        username,
                        password,
                        host,
                        port,
                        path,
                        Collections.unmodifiableMap(checked))
                .consistent();
    }

    /** The same URL with exactly these parameters. */
    public URL withParameters(Map<String, String> all) {
        return new URL(protocol, username, password, host, port, path, Syntax.parameters(all))
                .consistent();
    }

    /** Percent-encoded as the value of a form field: a space becomes {@code +}. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * What {@link #encode} was given.
     *
     * @throws IllegalArgumentException if an escape is malformed
     */
    public static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        String text = printed;
        if (text == null) {
            text = print();
            printed = text;
        }
        return text;
    }

    /**
     * For logs and messages: like {@link #toString()}, but passwords and tokens are {@code ***}.
     */
    public String toRedactedString() {
        Map<String, String> shown = new LinkedHashMap<>(parameters);
        shown.replaceAll((key, value) -> SECRET.matcher(key).find() ? "***" : value);
        String shownPassword = password == null ? null : "***";
        return new URL(protocol, username, shownPassword, host, port, path, shown).print();
    }

    private String print() {
        StringBuilder out = new StringBuilder(64 + parameters.size() * 24);
        if (!protocol.isEmpty()) {
            out.append(protocol).append("://");
        }
        if (username != null) {
            out.append(Syntax.encodeUser(username));
            if (password != null) {
                out.append(':').append(Syntax.encodeUser(password));
            }
            out.append('@');
        }
        out.append(getAddress());
        if (!path.isEmpty()) {
            out.append('/').append(path);
        }
        char separator = '?';
        for (Map.Entry<String, String> entry : new TreeMap<>(parameters).entrySet()) {
            out.append(separator).append(entry.getKey()).append('=').append(entry.getValue());
            separator = '&';
        }
        return out.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof URL that
                && port == that.port
                && protocol.equals(that.protocol)
                && host.equals(that.host)
                && path.equals(that.path)
                && Objects.equals(username, that.username)
                && Objects.equals(password, that.password)
                && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(protocol, username, password, host, port, path, parameters);
    }

    private static int toInt(String key, String value) {
        try {
            return Integer.parseInt(value.trim());
        } catch (NumberFormatException e) {
            throw notANumber(key, value);
        }
    }

    private static IllegalArgumentException notANumber(String key, String value) {
        return new IllegalArgumentException(key + ": '" + value + "' (expected: a whole number)");
    }
}
