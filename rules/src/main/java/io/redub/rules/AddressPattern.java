package io.redub.rules;

/**
 * Addresses as rules name them: {@code 10.0.0.7}, {@code 10.0.0.7:20880}, {@code 10.0.*.*}, {@code
 * 10.0.0.1-63}, {@code 10.0.0.0/8}, {@code host*}; {@code 0.0.0.0} and {@code *} are any host.
 */
final class AddressPattern {
    private final String host;
    private final String port;

    private AddressPattern(String host, String port) {
        this.host = host;
        this.port = port;
    }

    /**
     * @throws IllegalArgumentException if it can be no address
     */
    static AddressPattern of(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > 0 && text.indexOf(':') == colon || text.contains("]:");
        String host = hasPort ? text.substring(0, colon) : text;
        String port = hasPort ? text.substring(colon + 1) : "*";
        if (host.isBlank()
                || !(port.equals("*")
                        || port.matches("[0-9]{1,5}") && Integer.parseInt(port) < 1 << 16)
                || host.contains("://")) {
            throw wrong(text);
        }
        int slash = host.indexOf('/');
        if (slash >= 0
                && (number(host.substring(0, slash)) < 0
                        || !host.substring(slash + 1).matches("[0-9]|[12][0-9]|3[0-2]"))) {
            throw wrong(text);
        }
        return new AddressPattern(host, port.equals("0") ? "*" : port);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "address: '"
                        + text
                        + "' (expected: host, host:port or a.b.c.d/bits, with * for any)");
    }

    /** Without the port. */
    String host() {
        return host;
    }

    boolean matches(String itsHost, int itsPort) {
        return (port.equals("*") || port.equals(Integer.toString(itsPort))) && matchesHost(itsHost);
    }

    /** Whether the host is meant, whatever the port. */
    boolean matchesHost(String itsHost) {
        if (host.equals("0.0.0.0") || Glob.matches(host, itsHost)) {
            return true;
        }
        if (host.indexOf('/') > 0) {
            return inNetwork(itsHost);
        }
        return host.indexOf('-') > 0 && inRanges(host.split("\\."), itsHost.split("\\."));
    }

    private boolean inNetwork(String itsHost) {
        int slash = host.indexOf('/');
        long network = number(host.substring(0, slash));
        long its = number(itsHost);
        int bits = Integer.parseInt(host.substring(slash + 1));
        if (its < 0) {
            return false;
        }
        long mask = bits == 0 ? 0 : 0xFFFFFFFFL << (32 - bits) & 0xFFFFFFFFL;
        return (network & mask) == (its & mask);
    }

    /** The 32 bits of an IPv4 address; -1 if it is none. */
    private static long number(String address) {
        String[] parts = address.split("\\.");
        long number = 0;
        for (String part : parts) {
            if (parts.length != 4 || !part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
                return -1;
            }
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    private static boolean inRanges(String[] pattern, String[] its) {
        if (pattern.length != its.length) {
            return false;
        }
        for (int i = 0; i < its.length; i++) {
            String[] ends = pattern[i].split("-");
            boolean inside =
                    ends.length == 2 && (ends[0] + ends[1] + its[i]).matches("\\d{1,9}")
                            ? Integer.parseInt(its[i]) >= Integer.parseInt(ends[0])
                                    && Integer.parseInt(its[i]) <= Integer.parseInt(ends[1])
                            : Glob.matches(pattern[i], its[i]);
            if (!inside) {
                return false;
            }
        }
        return true;
    }
}
