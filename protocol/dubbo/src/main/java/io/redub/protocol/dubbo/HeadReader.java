package io.redub.protocol.dubbo;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.SerializationException;
import org.jspecify.annotations.Nullable;

/** What reading the head of a request needs: strings only, and no type at all. */
final class HeadReader {
    /** No class may be made while the head is read. */
    static final AllowedTypes NOTHING =
            new AllowedTypes() {
                @Override
                public @Nullable Class<?> find(String className) {
                    return null;
                }

                @Override
                public boolean unknownAsMap() {
                    return false;
                }

                @Override
                public String owner() {
                    return "the head of a request";
                }

                @Override
                public ReadLimits limits() {
                    return ReadLimits.DEFAULT;
                }
            };

    /** Names of a peer are shown in messages up to this length. */
    private static final int SHOWN = 200;

    private HeadReader() {}

    static String required(ObjectReader reader, String what) {
        String text = reader.readString();
        if (text == null) {
            throw new SerializationException("the " + what + " is null");
        }
        return text;
    }

    /** A text of the peer, cut and without control characters. */
    static String shown(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
