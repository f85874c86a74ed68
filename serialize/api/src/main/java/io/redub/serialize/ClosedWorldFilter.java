package io.redub.serialize;

import java.io.ObjectInputFilter;
import java.net.URL;
import java.util.Map;
import java.util.Set;

/**
 * The closed world of a service over streams that the JDK itself opens, such as those of {@code
 * java.rmi}: their classes are resolved before they are judged, but none that is not admitted is
 * made or initialized. Proxies are never admitted. Thread-safe; a stream is read by one thread.
 */
public final class ClosedWorldFilter implements ObjectInputFilter {
    /** What plain values of the JDK are once they are read; none can be written as such. */
    private static final Set<String> READ_AS =
            Set.of(
                    "java.time.ZoneRegion",
                    "java.util.ImmutableCollections$List12",
                    "java.util.ImmutableCollections$ListN",
                    "java.util.ImmutableCollections$Map1",
                    "java.util.ImmutableCollections$MapN",
                    "java.util.ImmutableCollections$Set12",
                    "java.util.ImmutableCollections$SetN",
                    "java.util.JumboEnumSet",
                    "java.util.RegularEnumSet");

    private final AllowedTypes types;
    private final int mostBytes;
    private final ThreadLocal<Claims> claims = ThreadLocal.withInitial(Claims::new);

    /** What a stream has claimed so far. */
    private static final class Claims {
        private long bytes;
        private long places;
    }

    /**
     * @param mostBytes of a stream, and most places that its arrays and tables have together, ≥ 1
     */
    public ClosedWorldFilter(AllowedTypes types, int mostBytes) {
        this.types = types;
        this.mostBytes = mostBytes;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        ReadLimits limits = types.limits();
        boolean bounded =
                info.depth() <= limits.depth()
                        && info.references() <= limits.references()
                        && info.streamBytes() <= Math.min(mostBytes, limits.bytes())
                        && places(info) <= Math.min(mostBytes, limits.elements());
        Class<?> type = info.serialClass();
        return bounded && (type == null || isAdmitted(type)) ? Status.ALLOWED : Status.REJECTED;
    }

    private long places(FilterInfo info) {
        Claims claimed = claims.get();
        if (info.streamBytes() < claimed.bytes || info.references() <= 1) {
            // The next stream.
            claimed.places = 0;
        }
        claimed.bytes = info.streamBytes();
        claimed.places += Math.max(0, info.arrayLength());
        return claimed.places;
    }

    private boolean isAdmitted(Class<?> type) {
        Class<?> item = type;
        while (item.isArray()) {
            item = item.getComponentType();
        }
        if (item == URL.class) {
            // In a key its hash asks a name server; what is a key is not told here.
            return false;
        }
        // Hash tables announce their size as an array of entries.
        return item.isPrimitive()
                || item == Map.Entry.class && type.isArray()
                || item.getClassLoader() == null && READ_AS.contains(item.getName())
                || types.find(item.getName()) == item
                || JdkForms.find(item.getName()) == item;
    }
}
