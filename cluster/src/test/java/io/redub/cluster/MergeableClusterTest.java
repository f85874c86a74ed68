package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MergeableClusterTest {
    private final Node a1 = node("a1:1", "group=a");
    private final Node a2 = node("a2:1", "group=a");
    private final Node b1 = node("b1:1", "group=b");
    private final Node none = node("c1:1", "");

    private static Node node(String address, String parameters) {
        Node node = new Node(address, 100);
        node.parameters = parameters;
        return node;
    }

    /** The setting is one of the method alone, as most could not be merged. */
    private Policy merging(String method, String merger, Node... nodes) {
        return new Policy(new MergeableCluster()).set(method + ".merger", merger).over(nodes);
    }

    private static void answer(Node node, Object value) {
        node.answers = call -> CompletableFuture.completedFuture(Result.value(value));
    }

    private static Object value(Result result) {
        return ((Result.Value) result).value();
    }

    @Test
    void eachGroupIsCalledOnceAndTheAnswersAreOne() {
        answer(a1, List.of("x"));
        answer(a2, List.of("x"));
        answer(b1, List.of("y", "x"));
        answer(none, List.of());
        Policy policy = merging("list", "true", b1, a1, a2, none);
        for (int i = 1; i <= 20; i++) {
            assertThat(value(policy.call("list"))).isEqualTo(List.of("x", "y", "x"));
            assertThat(a1.calls.get() + a2.calls.get()).isEqualTo(i);
            assertThat(b1.calls).hasValue(i);
            assertThat(none.calls).hasValue(i);
        }
        assertThat(a1.calls).hasValueBetween(1, 19);
    }

    @Test
    void withinAGroupAnotherPolicyIsFollowed() {
        answer(a2, List.of("x"));
        answer(b1, List.of("y"));
        a1.answers = call -> Policy.unsent();
        Policy policy = merging("list", "list", a1, a2, b1);
        for (int i = 0; i < 10; i++) {
            assertThat(value(policy.call("list"))).isEqualTo(List.of("x", "y"));
        }
        Policy fast =
                new Policy(MergeableCluster.around(new FailfastCluster()))
                        .set("list.merger", "default")
                        .balance((candidates, call) -> candidates.get(0))
                        .over(a1, a2, b1);
        assertThat(fast.call("list")).isInstanceOf(Result.Failure.class);
    }

    @Test
    void theTypeOfTheAnswerTellsHow() {
        answer(a1, new int[] {1, 2});
        answer(b1, new int[] {3});
        assertThat(value(merging("numbers", "true", a1, b1).call("numbers")))
                .isEqualTo(new int[] {1, 2, 3});
        assertThat(value(merging("numbers", "int", a1, b1).call("numbers")))
                .isEqualTo(new int[] {1, 2, 3});
        answer(a1, Map.of("k", "a", "a", "1"));
        answer(b1, Map.of("k", "b"));
        assertThat(value(merging("map", "true", a1, b1).call("map")))
                .isEqualTo(Map.of("k", "b", "a", "1"));
        answer(a1, Set.of("x"));
        answer(b1, Collections.singleton("y"));
        assertThat(value(merging("later", "true", a1, b1).call("later")))
                .isEqualTo(new LinkedHashSet<>(List.of("x", "y")));
    }

    @Test
    void aMethodOfTheAnswerMayMerge() {
        answer(a1, new LinkedList<>(List.of("x")));
        answer(b1, new LinkedList<>(List.of("y")));
        assertThat(value(merging("linked", ".addAll", a1, b1).call("linked")))
                .isEqualTo(new LinkedList<>(List.of("x", "y")));
        answer(a1, new StringBuilder("x"));
        answer(b1, new StringBuilder("y"));
        assertThat(value(merging("builder", ".append", a1, b1).call("builder"))).hasToString("xy");
    }

    @Test
    void anAnswerOfNothingIsLeftOut() {
        answer(a1, null);
        answer(b1, List.of("y"));
        assertThat(value(merging("list", "true", a1, b1).call("list"))).isEqualTo(List.of("y"));
        answer(b1, null);
        assertThat(value(merging("list", "true", a1, b1).call("list"))).isNull();
        assertThat(value(merging("nothing", "true", a1, b1).call("nothing"))).isNull();
        assertThat(a1.calls).hasValue(3);
    }

    @Test
    void oneGroupThatFailsFailsTheCall() {
        answer(a1, List.of("x"));
        b1.answers = call -> Policy.unsent();
        Status status = ((Result.Failure) merging("list", "true", a1, b1).call("list")).status();
        assertThat(status.code()).isEqualTo(StatusCode.NETWORK);
        assertThat(status.message()).contains("group 'b' of 2: on purpose");
        assertThat(status.surelyNotExecuted()).isFalse();
        b1.answers = call -> Policy.thrown();
        assertThat(((Result.Failure) merging("list", "true", a1, b1).call("list")).status().code())
                .isEqualTo(StatusCode.APPLICATION);
    }

    @Test
    void groupsAreCalledAtOnce() {
        CompletableFuture<Result> fromA = new CompletableFuture<>();
        a1.answers = call -> fromA;
        answer(b1, List.of("y"));
        CompletableFuture<Result> answer =
                merging("list", "true", a1, b1).start(Invocation.of(Policy.method("list")));
        assertThat(b1.calls).hasValue(1);
        assertThat(answer).isNotDone();
        fromA.complete(Result.value(List.of("x")));
        assertThat(value(answer.join())).isEqualTo(List.of("x", "y"));
    }

    @Test
    void withoutAMergerOneGroupAnswers() {
        Policy policy = new Policy(new MergeableCluster()).over(a1, b1);
        assertThat(policy.call()).isEqualTo(Result.value("ok"));
        assertThat(a1.calls.get() + b1.calls.get()).isEqualTo(1);
    }

    @Test
    void newProvidersAreSeen() {
        answer(a1, List.of("x"));
        answer(b1, List.of("y"));
        Policy policy = merging("list", "true", a1);
        assertThat(value(policy.call("list"))).isEqualTo(List.of("x"));
        assertThat(value(policy.over(a1, b1).call("list"))).isEqualTo(List.of("x", "y"));
        assertThat(policy.over().call("list")).isInstanceOf(Result.Failure.class);
    }

    @Test
    void whatCannotBeMergedIsAnErrorAtStart() {
        assertThatThrownBy(() -> merging("linked", "true"))
                .hasMessageContaining("merger: 'true' does not merge java.util.LinkedList");
        assertThatThrownBy(() -> merging("list", "set"))
                .hasMessageContaining("merger: 'set' does not merge java.util.List");
        assertThatThrownBy(() -> merging("list", ".joined"))
                .hasMessageContaining("has no public method joined that takes another one");
        assertThatThrownBy(() -> merging("list", "mine")).hasMessageContaining("mine");
    }

    @Test
    void answersThatDoNotFitAreAFailureOfTheCall() {
        answer(a1, "no list");
        answer(b1, List.of("y"));
        Status status = ((Result.Failure) merging("list", "true", a1, b1).call("list")).status();
        assertThat(status.code()).isEqualTo(StatusCode.INTERNAL);
        assertThat(status.message()).contains("[a, b] cannot be merged");
    }

    @Test
    void aMergerOfAllMethodsIsAnErrorOnlyOfThoseItDoesNotFit() {
        answer(a1, List.of("x"));
        answer(b1, List.of("y"));
        Policy policy = new Policy(new MergeableCluster()).set("merger", "true").over(a1, b1);
        assertThat(value(policy.call("list"))).isEqualTo(List.of("x", "y"));
        Status status = ((Result.Failure) policy.call("number")).status();
        assertThat(status.code()).isEqualTo(StatusCode.CONFIGURATION);
        assertThat(status.message()).contains("number: merger: 'true' does not merge int");
        answer(a1, "echo");
        assertThat(policy.call("$echo")).isInstanceOf(Result.Value.class);
    }
}
