package io.redub.cluster;

import java.lang.reflect.Array;
import java.util.List;

/** Arrays of any type, one after the other. */
public final class ArrayMerger implements Merger {
    @Override
    public boolean merges(Class<?> type) {
        return type.isArray();
    }

    @Override
    public Object merge(List<Object> answers, Class<?> type) {
        int length = answers.stream().mapToInt(Array::getLength).reduce(0, Math::addExact);
        Object all = Array.newInstance(type.getComponentType(), length);
        int at = 0;
        for (Object answer : answers) {
            int part = Array.getLength(answer);
            System.arraycopy(answer, 0, all, at, part);
            at += part;
        }
        return all;
    }
}
