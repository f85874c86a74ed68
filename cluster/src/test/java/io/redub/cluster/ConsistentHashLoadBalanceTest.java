package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistentHashLoadBalanceTest {
    interface Shop {
        String find(String id, long version);

        void ping();

        int sum(int[] numbers);
    }

    private static final ServiceModel MODEL = ServiceModel.of(Shop.class);
    private static final MethodModel FIND = MODEL.named("find").get(0);
    private static final int CALLS = 20_000;

    private static List<Node> nodes(int count, int weight) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Node("10.1.0." + i + ":20880", weight))
                .toList();
    }

    private static LoadBalance balance(MethodModel method, String parameters) {
        return new ConsistentHashLoadBalance()
                .forMethod(method, URL.valueOf("dubbo://h:1/Shop?" + parameters));
    }

    private static Map<String, String> owners(LoadBalance balance, Candidates candidates) {
        Map<String, String> owners = new HashMap<>();
        for (int i = 0; i < CALLS; i++) {
            Invocation call = Invocation.of(FIND, "id" + i, 1L);
            owners.put("id" + i, candidates.select(balance, call).address());
        }
        return owners;
    }

    /** Dubbo's ring, written down from its description with other means. */
    private static String dubbos(List<Node> nodes, String key) throws Exception {
        TreeMap<Long, String> ring = new TreeMap<>();
        for (Node node : nodes) {
            for (int i = 0; i < 40; i++) {
                for (int part = 0; part < 4; part++) {
                    ring.put(place(node.address() + i, part), node.address());
                }
            }
        }
        Map.Entry<Long, String> next = ring.ceilingEntry(place(key, 0));
        return next == null ? ring.firstEntry().getValue() : next.getValue();
    }

    private static long place(String text, int part) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        long place = 0;
        for (int i = 3; i >= 0; i--) {
            place = place << 8 | digest[part * 4 + i] & 0xFF;
        }
        return place;
    }

    @Test
    void consumersOfDubboChooseTheSameProvider() throws Exception {
        List<Node> nodes = nodes(7, 100);
        Candidates candidates = Candidates.of(nodes);
        LoadBalance balance = balance(FIND, "hash.arguments=0,1");
        for (int i = 0; i < 300; i++) {
            assertThat(
                            balance.select(candidates, Invocation.of(FIND, "id" + i, (long) i))
                                    .address())
                    .isEqualTo(dubbos(nodes, "id" + i + i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 9})
    void losingOneMovesOnlyItsShareAndSpreadsItOverAllOthers(int lost) {
        List<Node> nodes = nodes(10, 100);
        LoadBalance balance = balance(FIND, "");
        Map<String, String> before = owners(balance, Candidates.of(nodes));
        List<Node> left = new ArrayList<>(nodes);
        String gone = left.remove(lost).address();
        Map<String, String> after = owners(balance, Candidates.of(left));
        Map<String, Integer> heirs = new HashMap<>();
        before.forEach(
                (key, owner) -> {
                    if (owner.equals(gone)) {
                        heirs.merge(after.get(key), 1, Integer::sum);
                    } else {
                        assertThat(after.get(key)).isEqualTo(owner);
                    }
                });
        assertThat(heirs).hasSize(9);
        int moved = heirs.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(heirs.values()).allSatisfy(n -> assertThat(n).isLessThan(moved / 3));
    }

    @Test
    void oneThatIsDownIsReplacedAsIfItWereLost() {
        List<Node> nodes = nodes(10, 100);
        LoadBalance balance = balance(FIND, "");
        Map<String, String> lost = owners(balance, Candidates.of(nodes.subList(1, 10)));
        nodes.get(0).available = false;
        assertThat(owners(balance, Candidates.of(nodes))).isEqualTo(lost);
    }

    @Test
    void sharesAreEvenWithinAQuarterAndFollowWeights() {
        Map<String, Integer> counts = new HashMap<>();
        List<Node> nodes = new ArrayList<>(nodes(5, 4));
        nodes.add(new Node("10.2.0.1:20880", 2));
        nodes.add(new Node("10.2.0.2:20880", 0));
        owners(balance(FIND, "hash.nodes=1600"), Candidates.of(nodes))
                .values()
                .forEach(owner -> counts.merge(owner, 1, Integer::sum));
        for (Node node : nodes) {
            double expected = CALLS * node.weight() / 22.0;
            assertThat((double) counts.getOrDefault(node.address(), 0))
                    .isBetween(expected * 0.75, expected * 1.25);
        }
    }

    @Test
    void withoutAnyWeightAllGetTheSame() {
        List<Node> weightless = new ArrayList<>(nodes(5, 0));
        weightless.set(1, new Node(weightless.get(1).address(), -3));
        LoadBalance balance = balance(FIND, "");
        assertThat(owners(balance, Candidates.of(weightless)))
                .isEqualTo(owners(balance, Candidates.of(nodes(5, 100))));
    }

    @Test
    void aColdProviderGetsCallsFromTheOthersAndNobodyElseMoves() {
        AtomicLong clock = new AtomicLong();
        AtomicInteger weight = new AtomicInteger(1);
        List<Node> nodes = new ArrayList<>(nodes(9, 100));
        nodes.add(new Node("10.9.9.9:20880", weight::get));
        LoadBalance balance = balance(FIND, "");
        Candidates candidates = Candidates.of(nodes, clock::get);
        Map<String, String> before = owners(balance, candidates);
        long cold = 0;
        for (int w = 25; w <= 100; w += 25) {
            weight.set(w);
            clock.addAndGet(20_000_000_000L);
            Map<String, String> after = owners(balance, candidates);
            after.forEach(
                    (key, owner) -> assertThat(owner).isIn(before.get(key), "10.9.9.9:20880"));
            long now = after.values().stream().filter("10.9.9.9:20880"::equals).count();
            assertThat(now).isGreaterThan(cold);
            cold = now;
            before.putAll(after);
        }
        assertThat(before).isEqualTo(owners(balance, Candidates.of(nodes)));
    }

    @Test
    void withoutWeightingTheRingIsDubbosWhateverTheWeights() {
        List<Node> unequal = new ArrayList<>(nodes(5, 7));
        unequal.set(2, new Node(unequal.get(2).address(), 500));
        LoadBalance balance = balance(FIND, "hash.weighted=false");
        assertThat(owners(balance, Candidates.of(unequal)))
                .isEqualTo(owners(balance, Candidates.of(nodes(5, 100))));
    }

    @Test
    void argumentsOfAGenericCallCountAsThoseOfThePlainOne() {
        Candidates candidates = Candidates.of(nodes(7, 100));
        LoadBalance plain = balance(FIND, "");
        MethodModel invoke = MODEL.genericInvoke();
        LoadBalance generic = balance(invoke, "");
        for (int i = 0; i < 50; i++) {
            Object[] arguments = {"id" + i, 1L};
            assertThat(generic.select(candidates, Invocation.of(invoke, "find", null, arguments)))
                    .isSameAs(plain.select(candidates, Invocation.of(FIND, arguments)));
        }
    }

    @Test
    void equalArraysGoToTheSameProvider() {
        Candidates candidates = Candidates.of(nodes(7, 100));
        MethodModel sum = MODEL.named("sum").get(0);
        LoadBalance balance = balance(sum, "");
        for (int i = 0; i < 50; i++) {
            assertThat(balance.select(candidates, Invocation.of(sum, new int[] {i, 2})))
                    .isSameAs(balance.select(candidates, Invocation.of(sum, new int[] {i, 2})));
        }
    }

    @Test
    void whatAMethodDoesNotHaveIsLeftOutOfASettingForAll() {
        Candidates candidates = Candidates.of(nodes(7, 100));
        LoadBalance both = balance(FIND, "hash.arguments=0,9");
        LoadBalance first = balance(FIND, "hash.arguments=0");
        Invocation call = Invocation.of(FIND, "x", 1L);
        assertThat(both.select(candidates, call)).isSameAs(first.select(candidates, call));
        MethodModel ping = MODEL.named("ping").get(0);
        Invocation none = Invocation.of(ping);
        assertThat(balance(ping, "").select(candidates, none)).isIn(candidates);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "find.hash.arguments=2",
                "hash.arguments=-1",
                "hash.arguments=first",
                "hash.arguments=0,,1",
                "hash.nodes=3",
                "hash.nodes=10001"
            })
    void aWrongSettingIsToldAtTheStart(String setting) {
        String name = setting.substring(setting.indexOf("hash"), setting.indexOf('='));
        assertThatThrownBy(() -> balance(FIND, setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + ": ")
                .hasMessageContaining("expected: ");
    }

    @Test
    void tenThousandProvidersOfTenThousandPointsStayWithinTheBound() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            nodes.add(new Node("10.3." + i / 250 + "." + i % 250 + ":1", 100 + i % 2 * 1_000));
        }
        Candidates candidates = Candidates.of(nodes);
        LoadBalance balance = balance(FIND, "hash.nodes=10000");
        assertThat(balance.select(candidates, Invocation.of(FIND, "x", 1L))).isIn(candidates);
    }
}
