package io.redub.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Maps, joined, as a {@link LinkedHashMap}; of two values of a key the later group's stays. */
public final class MapMerger implements Merger {
    @Override
    public boolean merges(Class<?> type) {
        return Map.class.isAssignableFrom(type) && type.isAssignableFrom(LinkedHashMap.class);
    }

    @Override
    public Object merge(List<Object> answers, Class<?> type) {
        Map<Object, Object> all = new LinkedHashMap<>();
        answers.forEach(answer -> all.putAll((Map<?, ?>) answer));
        return all;
    }
}
