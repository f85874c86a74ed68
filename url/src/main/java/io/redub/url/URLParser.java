package io.redub.url;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text form of {@link URL}. Exactly one authority is accepted, of plain characters, so
 * that no two readers of one text can see different hosts.
 */
final class URLParser {
    private static final String BACKUP = "backup";

    private final String protocol;
    private final String path;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private @Nullable String username;
    private @Nullable String password;
    private String host = "";
    private int port;

    static URL parse(String text) {
        try {
            URLParser parts = new URLParser(text.trim());
            return URL.of(
                    parts.protocol,
                    parts.username,
                    parts.password,
                    parts.host,
                    parts.port,
                    parts.path,
                    parts.parameters);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("URL " + shown(text) + ": " + e.getMessage(), e);
        }
    }

    private URLParser(String text) {
        String rest = text;
        int query = rest.indexOf('?');
        if (query >= 0) {
            parameters(rest.substring(query + 1));
            rest = rest.substring(0, query);
        }
        int scheme = rest.indexOf("://");
        int slash = rest.indexOf('/');
        if (scheme == 0 || rest.startsWith("//")) {
            throw new IllegalArgumentException("it has no protocol before // (expected: one)");
        }
        if (scheme > 0 && slash > scheme) {
            protocol = rest.substring(0, scheme);
            rest = rest.substring(scheme + 3);
            slash = rest.indexOf('/');
        } else {
            protocol = "";
        }
        path = slash < 0 ? "" : rest.substring(slash + 1);
        authority(slash < 0 ? rest : rest.substring(0, slash));
    }

    private void authority(String authority) {
        int at = authority.indexOf('@');
        if (at != authority.lastIndexOf('@')) {
            throw new IllegalArgumentException("it has more than one @ before the path");
        }
        if (at >= 0) {
            String user = authority.substring(0, at);
            int colon = user.indexOf(':');
            username = user(colon < 0 ? user : user.substring(0, colon));
            password = colon < 0 ? null : user(user.substring(colon + 1));
        }
        String[] addresses = authority.substring(at + 1).split(",", -1);
        host = hostOf(addresses[0]);
        port = portOf(addresses[0]);
        for (int i = addresses.length - 1; i > 0; i--) {
            String backup = addresses[i];
            if (hostOf(backup).isEmpty()) {
                throw new IllegalArgumentException(
                        "address: " + Syntax.quoted(backup) + " (expected: host:port or host)");
            }
            portOf(backup);
            parameters.merge(BACKUP, backup, (more, first) -> first + "," + more);
        }
    }

    private static String hostOf(String address) {
        int colon = colonBeforePort(address);
        return Syntax.host(colon < 0 ? address : address.substring(0, colon));
    }

    private static int portOf(String address) {
        int colon = colonBeforePort(address);
        return colon < 0 ? 0 : Syntax.port(address.substring(colon + 1));
    }

    /** -1 if there is no port; the colons within brackets are an IPv6 address's. */
    private static int colonBeforePort(String address) {
        int colon = address.lastIndexOf(':');
        return colon > address.lastIndexOf(']') ? colon : -1;
    }

    private static String user(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '\\' || c == '#') {
                throw new IllegalArgumentException(
                        "user: it has the character 0x"
                                + Integer.toHexString(c)
                                + " (expected: % and two hexadecimal digits for it)");
            }
        }
        return Syntax.decodeUser(text);
    }

    private void parameters(String query) {
        for (String part : query.split("&")) {
            String pair = part.trim();
            int equals = pair.indexOf('=');
            if (equals < 0) {
                parameters.put(pair, pair);
            } else {
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
    }

    /** Without what may be a password. */
    private static String shown(String text) {
        return Syntax.quoted(text.replaceAll("(?s)(?<=://).*@|^[^/?]*@", "***@"));
    }
}
