package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Invocation;
import io.redub.service.ServiceModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StickyLoadBalanceTest {
    private static final Invocation CALL =
            Invocation.of(ServiceModel.of(Runnable.class).methods().get(0));

    private final AtomicReference<ProviderNode> last = new AtomicReference<>();
    private final LoadBalance sticky = new StickyLoadBalance(new RandomLoadBalance(), last);

    private static List<Node> nodes() {
        return IntStream.range(0, 1_000).mapToObj(i -> new Node("n" + i + ":1", 100)).toList();
    }

    @Test
    void aCallLooksAtNoProviderButTheOneItStaysWith() {
        List<Node> nodes = nodes();
        Candidates candidates = Candidates.of(nodes);
        ProviderNode first = candidates.select(sticky, CALL);
        assertThat(candidates.select(sticky, CALL)).isSameAs(first);
        nodes.forEach(node -> node.looks.set(0));
        for (int i = 0; i < 100; i++) {
            assertThat(candidates.select(sticky, CALL)).isSameAs(first);
        }
        assertThat(nodes).allMatch(node -> node.looks.get() == 0);
    }

    @Test
    void inANewListItStaysWithTheProviderAtTheSameAddress() {
        ProviderNode first = Candidates.of(nodes()).select(sticky, CALL);
        Candidates renewed = Candidates.of(nodes());
        for (int i = 0; i < 100; i++) {
            assertThat(renewed.select(sticky, CALL).address()).isEqualTo(first.address());
        }
    }

    @Test
    void methodsWithDifferentListsStayTogetherWhereTheyCan() {
        List<Node> nodes = nodes();
        Candidates all = Candidates.of(nodes);
        Candidates some = all.only(node -> node != nodes.get(0));
        LoadBalance another = new StickyLoadBalance(new RandomLoadBalance(), last);
        ProviderNode first = some.select(sticky, CALL);
        for (int i = 0; i < 10; i++) {
            assertThat(all.select(another, CALL)).isSameAs(first);
            assertThat(some.select(sticky, CALL)).isSameAs(first);
        }
    }

    @Test
    void whenItsProviderIsDownOrGoneItStaysWithAnother() {
        List<Node> nodes = nodes();
        Candidates all = Candidates.of(nodes);
        Node first = (Node) all.select(sticky, CALL);
        first.available = false;
        ProviderNode second = all.select(sticky, CALL);
        assertThat(second).isNotSameAs(first);
        first.available = true;
        assertThat(all.select(sticky, CALL)).isSameAs(second);
        Candidates rest = all.only(node -> node != second);
        ProviderNode third = rest.select(sticky, CALL);
        assertThat(third).isNotSameAs(second);
        assertThat(rest.select(sticky, CALL)).isSameAs(third);
    }
}
