package io.redub.protocol.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Texts of peers in messages, and texts as JSON. */
final class Texts {
    /** Names of a peer are shown in messages up to this length. */
    private static final int SHOWN = 200;

    private Texts() {}

    /** A text of the peer, cut and without control characters. */
    static String shown(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    /** A JSON string of ASCII alone, so that it may stand in a header, too. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        char[] escaped = JsonStringEncoder.getInstance().quoteAsString(text);
        for (char c : escaped) {
            if (c < 0x7f) {
                out.append(c);
            } else {
                out.append("\\u%04x".formatted((int) c));
            }
        }
        return out.append('"').toString();
    }
}
