package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.cluster.Candidates;
import io.redub.cluster.Route;
import io.redub.cluster.Router;
import io.redub.cluster.RouterChain;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Router} promises. */
public abstract class RouterContractTest {
    /** What the router is made of must not matter to the promises. */
    protected abstract Router router();

    private static Candidates nodes(int count) {
        return Candidates.of(
                IntStream.range(0, count)
                        .mapToObj(i -> FixedNode.answering("10.0.0." + i, 100))
                        .toList());
    }

    private static Invocation call(MethodModel method, Random random) {
        Object[] arguments = new Object[method.parameterTypes().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = random.nextBoolean() ? null : "argument-" + random.nextInt(3);
        }
        Invocation call = Invocation.of(method, arguments);
        return switch (random.nextInt(4)) {
            case 0 -> call.withAttachments(Map.of("dubbo.tag", "gray"));
            case 1 -> call.withAttachments(Map.of("dubbo.tag", "", "dubbo.force.tag", "true"));
            case 2 -> call.withAttachments(Map.of("user", 7));
            default -> call;
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whoeverIsChosenWasAmongTheProviders(long seed) {
        Random random = new Random(seed);
        Router router = router();
        for (int size = 1; size < 20; size++) {
            Candidates providers = nodes(size);
            for (MethodModel method : ContractService.MODEL.methods()) {
                Route route = router.route(providers, method);
                for (int i = 0; i < 10; i++) {
                    Candidates chosen = route.choose(call(method, random));
                    assertThat(providers).as("seed %d", seed).containsAll(chosen);
                    assertThat(chosen).doesNotHaveDuplicates();
                }
            }
        }
    }

    @Test
    void theListsItChoosesAreAFew() {
        Random random = new Random(7);
        Candidates providers = nodes(10);
        for (MethodModel method : ContractService.MODEL.methods()) {
            Route route = router().route(providers, method);
            Set<Candidates> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int i = 0; i < 500; i++) {
                chosen.add(route.choose(call(method, random)));
            }
            assertThat(chosen.size()).as("lists chosen for %s", method).isLessThanOrEqualTo(64);
        }
    }

    @Test
    void itWorksBehindItself() {
        Router router = router();
        Candidates providers = nodes(10);
        Random random = new Random(8);
        for (MethodModel method : ContractService.MODEL.methods()) {
            Route twice = RouterChain.of(List.of(router, router), providers, method);
            for (int i = 0; i < 100; i++) {
                assertThat(providers).containsAll(twice.choose(call(method, random)));
            }
        }
    }
}
