package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import java.util.TimeZone;
import java.util.regex.Pattern;

/** Time zones by their ids, of which the JDK makes Greenwich Mean Time if it knows none such. */
final class Zones {
    private static final Pattern GREENWICH = Pattern.compile("GMT[+-]?[0:]*");

    private Zones() {}

    /** The id under which the receiver finds the same zone. */
    static String id(TimeZone zone) {
        String id = zone.getID();
        if (!isKnown(id, TimeZone.getTimeZone(id))
                || !TimeZone.getTimeZone(id).hasSameRules(zone)) {
            throw new SerializationException(
                    "a %s with rules of its own, called %s; send its offset or a known zone"
                            .formatted(zone.getClass().getName(), id));
        }
        return id;
    }

    static TimeZone of(String id) {
        TimeZone zone = TimeZone.getTimeZone(id);
        if (!isKnown(id, zone)) {
            throw new SerializationException(
                    "a time zone whose id (%d chars) is not known here; bring both sides to one JDK"
                            .formatted(id.length()));
        }
        return zone;
    }

    private static boolean isKnown(String id, TimeZone found) {
        return found.getID().equals(id)
                || id.startsWith("GMT") && !found.getID().equals("GMT")
                || GREENWICH.matcher(id).matches();
    }
}
