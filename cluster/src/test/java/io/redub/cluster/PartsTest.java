package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.url.URL;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final URL SETTINGS = URL.valueOf("consumer://127.0.0.1/demo");

    @Test
    void listsThatRoutesChooseInTurnAreDividedOnce() {
        Candidates all = Candidates.of(List.of(new Node("a:1", 100), new Node("b:1", 100)));
        Candidates some = Candidates.of(List.of(all.get(0)));
        Route[] routes = new Route[Policy.SERVICE.methods().size()];
        Arrays.fill(routes, (Route) call -> call.attachments().isEmpty() ? all : some);
        ProviderList list =
                new ProviderList(all, new Invoker[0], new ProviderList.Routing(routes, false), "");
        try (PolicyMemory memory = new PolicyMemory()) {
            MethodOptions options =
                    new MethodOptions(
                            Policy.method("text"),
                            SETTINGS,
                            1000,
                            2,
                            false,
                            new RandomLoadBalance(),
                            memory);
            Parts parts =
                    new Parts(
                            new StaticDirectory("demo", itself -> list, List.of()),
                            new FailoverCluster(),
                            options,
                            ProviderNode::address);
            Invocation plain = Invocation.of(Policy.method("text"));
            Invocation marked = plain.withAttachment("tag", "x");
            List<Parts.Part> ofAll = parts.of(list, plain);
            List<Parts.Part> ofSome = parts.of(list, marked);
            assertThat(ofAll).hasSize(2);
            assertThat(ofSome).hasSize(1);
            assertThat(parts.of(list, plain)).isSameAs(ofAll);
            assertThat(parts.of(list, marked)).isSameAs(ofSome);
            for (int i = 0; i < 100; i++) {
                Candidates other = Candidates.of(List.of(all.get(1)));
                ProviderList next = new ProviderList(other, new Invoker[0], "");
                assertThat(parts.of(next, plain)).isSameAs(parts.of(next, plain)).hasSize(1);
            }
        }
    }
}
