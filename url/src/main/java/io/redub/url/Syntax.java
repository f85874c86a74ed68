package io.redub.url;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What may stand where in a {@link URL}. Each method gives the part back in its normal form, or
 * throws {@link IllegalArgumentException}, so that no part can be read as the beginning of another.
 */
final class Syntax {
    private static final Pattern PROTOCOL = Pattern.compile("([A-Za-z][A-Za-z0-9+._-]*)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~*-]*");
    private static final Pattern IPV6 =
            Pattern.compile("\\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(%[A-Za-z0-9._~-]+)?]");
    private static final String PLAIN_IN_USER = "-._~!$'()*+,;=";

    private static final int SHOWN = 300;

    private Syntax() {}

    static String protocol(String protocol) {
        if (!PROTOCOL.matcher(protocol).matches()) {
            throw new IllegalArgumentException(
                    "protocol: " + quoted(protocol) + " (expected: letters, digits, + . _ -)");
        }
        return protocol;
    }

    static String host(String host) {
        if (!HOST.matcher(host).matches() && !isBracketedIpv6(host)) {
            throw new IllegalArgumentException(
                    "host: "
                            + quoted(host)
                            + " (expected: a name of letters, digits, . _ ~ * -, an IPv4"
                            + " address or an IPv6 address in brackets)");
        }
        return host;
    }

    private static boolean isBracketedIpv6(String host) {
        var matcher = IPV6.matcher(host);
        if (!matcher.matches()) {
            return false;
        }
        try {
            // A text with a colon is never looked up in the DNS. The zone is left out, as it need
            // not exist on this machine.
            InetAddress.getByName("[" + matcher.group(1) + "]");
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static int port(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
        }
        return port;
    }

    static int port(String digits) {
        if (!digits.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("port: " + quoted(digits) + " (expected: 0..65535)");
        }
        return port(Integer.parseInt(digits));
    }

    /** Without leading slashes. */
    static String path(String path) {
        String trimmed = path.trim();
        int start = 0;
        while (start < trimmed.length() && trimmed.charAt(start) == '/') {
            start++;
        }
        for (int i = start; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (c == '?' || c == '#' || isControl(c)) {
                throw new IllegalArgumentException(
                        "path: it has " + name(c) + " (expected: no ? # or control character)");
            }
        }
        return trimmed.substring(start).trim();
    }

    /** An unmodifiable copy, without the empty ones. */
    static Map<String, String> parameters(Map<String, String> parameters) {
        Map<String, String> copy = new LinkedHashMap<>();
        parameters.forEach(
                (key, value) -> {
                    String trimmed = key.trim();
                    if (trimmed.indexOf('=') >= 0) {
                        throw new IllegalArgumentException(
                                "parameter " + quoted(key) + ": its key has a = (expected: none)");
                    }
                    if (!trimmed.isEmpty() && !value.trim().isEmpty()) {
                        copy.put(text(trimmed, trimmed), text(trimmed, value.trim()));
                    }
                });
        return Collections.unmodifiableMap(copy);
    }

    private static String text(String key, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '&' || isControl(c)) {
                throw new IllegalArgumentException(
                        "parameter "
                                + quoted(key)
                                + ": it has "
                                + name(c)
                                + " (expected: no & and no control character; give it to"
                                + " addParameterAndEncoded)");
            }
        }
        return text;
    }

    static String encodeUser(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN_IN_USER.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    static String decodeUser(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.put(in[i]);
                continue;
            }
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw notDecodable();
            }
            out.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
        } catch (CharacterCodingException e) {
            throw notDecodable();
        }
    }

    private static IllegalArgumentException notDecodable() {
        return new IllegalArgumentException(
                "user: it has a malformed escape (expected: % and two hexadecimal digits of UTF-8;"
                        + " % itself is %25)");
    }

    /** For a message: in quotes, on one line, and not without end. */
    static String quoted(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…") + "'";
    }

    private static boolean isControl(char c) {
        return c < ' ' || c == 0x7f;
    }

    private static String name(char c) {
        return isControl(c) ? "the character 0x" + Integer.toHexString(c) : "a " + c;
    }
}
