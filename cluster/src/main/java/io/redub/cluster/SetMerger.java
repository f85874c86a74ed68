package io.redub.cluster;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sets, joined, as a {@link LinkedHashSet}. */
public final class SetMerger implements Merger {
    @Override
    public boolean merges(Class<?> type) {
        return Set.class.isAssignableFrom(type) && type.isAssignableFrom(LinkedHashSet.class);
    }

    @Override
    public Object merge(List<Object> answers, Class<?> type) {
        Set<Object> all = new LinkedHashSet<>();
        answers.forEach(answer -> all.addAll((Collection<?>) answer));
        return all;
    }
}
