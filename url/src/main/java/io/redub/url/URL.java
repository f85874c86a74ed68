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

    /** A URL of its parts. {@code port} 0 means none is given. */
    public static URL of(
            String protocol, String host, int port, String path, Map<String, String> parameters) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
        }
        return new URL(
                protocol,
                null,
                null,
                host,
                port,
                stripSlash(path),
                Collections.unmodifiableMap(new LinkedHashMap<>(parameters)));
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
        return new URL(
                protocol,
                username,
                password,
                host,
                port,
                stripSlash(path),
                Collections.unmodifiableMap(parameters));
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
                    all.add(address.indexOf(':') > 0 ? address : address + ":" + defaultPort);
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
        boolean grouped = group != null && !group.isEmpty();
        boolean versioned =
                version != null
                        && !version.isEmpty()
                        && !version.equals("0.0.0")
                        && !version.equals("*");
        if (!grouped && !versioned) {
            return path;
        }
        return (grouped ? group + "/" : "") + path + (versioned ? ":" + version : "");
    }

    public URL withProtocol(String newProtocol) {
        return new URL(newProtocol, username, password, host, port, path, parameters);
    }

    public URL withHost(String newHost) {
        return new URL(protocol, username, password, newHost, port, path, parameters);
    }

    public URL withPort(int newPort) {
        return new URL(protocol, username, password, host, newPort, path, parameters);
    }

    public URL withPath(String newPath) {
        return new URL(protocol, username, password, host, port, stripSlash(newPath), parameters);
    }

    /** With the parameter set; an empty or null value changes nothing, as in Dubbo. */
    public URL addParameter(String key, @Nullable String value) {
        if (value == null || value.isEmpty() || value.equals(parameters.get(key))) {
            return this;
        }
        Map<String, String> copy = new LinkedHashMap<>(parameters);
        copy.put(key, value);
        return withParameters(copy);
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

    public URL addParameters(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> copy = new LinkedHashMap<>(parameters);
        copy.putAll(more);
        return withParameters(copy);
    }

    public URL removeParameters(String... keys) {
        Map<String, String> copy = new LinkedHashMap<>(parameters);
        boolean changed = false;
        for (String key : keys) {
            changed |= copy.remove(key) != null;
        }
        return changed ? withParameters(copy) : this;
    }

    /** The same URL with exactly these parameters. */
    public URL withParameters(Map<String, String> all) {
        return new URL(
                protocol,
                username,
                password,
                host,
                port,
                path,
                Collections.unmodifiableMap(new LinkedHashMap<>(all)));
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
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
            out.append(username);
            if (password != null) {
                out.append(':').append(password);
            }
            out.append('@');
        }
        out.append(getAddress());
        if (!path.isEmpty()) {
            out.append('/').append(path);
        }
        char separator = '?';
        for (Map.Entry<String, String> entry : new TreeMap<>(parameters).entrySet()) {
            if (entry.getKey().isEmpty() || entry.getValue().isEmpty()) {
                continue;
            }
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

    private static String stripSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
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
