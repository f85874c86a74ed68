package io.redub.url;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text form of {@link URL}. Exactly one authority is accepted, and no control characters,
 * spaces or backslashes in it, so that no two readers of one text can see different hosts.
 */
final class URLParser {
    private URLParser() {}

    static URL parse(String text) {
        String rest = text.trim();
        if (rest.isEmpty()) {
            throw malformed(text, "it is empty");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        int query = rest.indexOf('?');
        if (query >= 0) {
            parameters(rest.substring(query + 1), parameters);
            rest = rest.substring(0, query);
        }
        String protocol = "";
        int scheme = rest.indexOf("://");
        if (scheme >= 0) {
            if (scheme == 0) {
                throw malformed(text, "it has no protocol before ://");
            }
            protocol = rest.substring(0, scheme);
            rest = rest.substring(scheme + 3);
        }
        String path = "";
        int slash = rest.indexOf('/');
        if (slash >= 0) {
            path = rest.substring(slash + 1);
            rest = rest.substring(0, slash);
        }
        String username = null;
        String password = null;
        int at = rest.lastIndexOf('@');
        if (at >= 0) {
            String user = rest.substring(0, at);
            if (user.indexOf('@') >= 0) {
                throw malformed(text, "it has more than one @ before the path");
            }
            int colon = user.indexOf(':');
            username = colon < 0 ? user : user.substring(0, colon);
            password = colon < 0 ? null : user.substring(colon + 1);
            rest = rest.substring(at + 1);
        }
        return authority(text, protocol, username, password, rest, path, parameters);
    }

    private static URL authority(
            String text,
            String protocol,
            @Nullable String username,
            @Nullable String password,
            String authority,
            String path,
            Map<String, String> parameters) {
        for (int i = 0; i < authority.length(); i++) {
            char c = authority.charAt(i);
            if (c <= ' ' || c == '\\' || c == '#' || c == 0x7f) {
                throw malformed(text, "its host has the character 0x" + Integer.toHexString(c));
            }
        }
        String host = authority;
        int port = 0;
        int bracket = authority.lastIndexOf(']');
        int colon = authority.lastIndexOf(':');
        if (colon > bracket) {
            host = authority.substring(0, colon);
            String digits = authority.substring(colon + 1);
            try {
                port = digits.isEmpty() ? 0 : Integer.parseInt(digits);
            } catch (NumberFormatException e) {
                throw malformed(text, "its port '" + digits + "' is not a number");
            }
            if (port < 0 || port > 65535) {
                throw malformed(text, "its port " + port + " is not in 0..65535");
            }
        }
        return URL.of(protocol, username, password, host, port, path, parameters);
    }

    private static void parameters(String query, Map<String, String> into) {
        int start = 0;
        while (start <= query.length()) {
            int end = query.indexOf('&', start);
            if (end < 0) {
                end = query.length();
            }
            String pair = query.substring(start, end).trim();
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                if (equals < 0) {
                    into.put(pair, pair);
                } else if (equals > 0) {
                    into.put(pair.substring(0, equals), pair.substring(equals + 1));
                }
            }
            start = end + 1;
        }
    }

    private static IllegalArgumentException malformed(String text, String why) {
        return new IllegalArgumentException("URL '" + text + "': " + why);
    }
}
