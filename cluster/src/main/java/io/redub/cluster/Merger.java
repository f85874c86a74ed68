package io.redub.cluster;

import io.redub.extension.SPI;
import java.util.List;

/** Makes one answer of those of several groups. One instance serves all calls; thread-safe. */
@SPI
public interface Merger {
    /** Whether it makes answers of this type. */
    boolean merges(Class<?> type);

    /**
     * One answer of several, which it does not change.
     *
     * @param answers at least two, in the order of the groups' names; none is null
     * @param type what the method returns; one that {@link #merges}
     */
    Object merge(List<Object> answers, Class<?> type);
}
