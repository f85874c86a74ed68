package io.redub.protocol.web;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Texts of peers in messages, and texts as JSON and in targets. */
public final class Texts {
    /** Names of a peer are shown in messages up to this length. */
    private static final int SHOWN = 200;

    private Texts() {}

    /** A text of the peer, cut and without control characters. */
    public static String shown(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    /** A path as it stands in a target. */
    public static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    /** A JSON string of ASCII alone, so that it may stand in a header, too. */
    public static String quoted(String text) {
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
