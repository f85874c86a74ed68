package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.cluster.Merger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Merger} promises. */
public abstract class MergerContractTest {
    protected abstract Merger merger();

    /** An answer with these items. */
    protected abstract Object answer(Object... items);

    /** A type that it merges, as a method returns it. */
    protected Class<?> type() {
        return answer("a").getClass();
    }

    @Test
    void itMergesTheTypeThatItSaysAndNotEveryType() {
        assertThat(merger().merges(type())).isTrue();
        assertThat(merger().merges(Void.class)).isFalse();
    }

    @Test
    void allItemsOfAllAnswersAreInTheOne() {
        Object all = merger().merge(List.of(answer("a", "b"), answer("c"), answer()), type());
        assertThat(all).isInstanceOf(type()).isEqualTo(answer("a", "b", "c"));
    }

    @Test
    void theAnswersThemselvesDoNotChange() {
        Object first = answer("a");
        Object all = merger().merge(List.of(first, answer("b")), type());
        assertThat(all).isNotSameAs(first);
        assertThat(first).isEqualTo(answer("a"));
    }
}
