package io.redub.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lists, one after the other, as an {@link ArrayList}; other collections that this one is, too. */
public final class ListMerger implements Merger {
    @Override
    public boolean merges(Class<?> type) {
        return Iterable.class.isAssignableFrom(type) && type.isAssignableFrom(ArrayList.class);
    }

    @Override
    public Object merge(List<Object> answers, Class<?> type) {
        List<Object> all = new ArrayList<>();
        answers.forEach(answer -> all.addAll((Collection<?>) answer));
        return all;
    }
}
