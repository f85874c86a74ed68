package io.redub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.service.AsyncContext;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls nobody waits for on the thread that makes them, and answers of other threads. */
class AsyncTest {
    /** The service. */
    public interface Work {
        String slowly(String text);

        int number(int value);

        String elsewhere(String text);

        String forgotten();

        void note(String text);
    }

    static final class WorkBean implements Work {
        final ExecutorService others = Executors.newSingleThreadExecutor();
        final CountDownLatch gate = new CountDownLatch(1);
        final List<String> notes = new CopyOnWriteArrayList<>();
        volatile boolean wroteTwice = true;

        @Override
        public String slowly(String text) {
            try {
                gate.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return text;
        }

        @Override
        public int number(int value) {
            return value;
        }

        @Override
        public String elsewhere(String text) {
            AsyncContext async = RpcContext.startAsync();
            others.execute(
                    () -> {
                        async.signalContextSwitch();
                        String who = String.valueOf(RpcContext.get().attachment("who"));
                        RpcContext.get()
                                .reply("answered", "by " + Thread.currentThread().getName());
                        async.resetContext();
                        boolean outside = RpcContext.get().serving() == null;
                        async.write(
                                text.isEmpty()
                                        ? new IllegalArgumentException("empty")
                                        : text + " for " + who + (outside ? "" : ", not reset"));
                        wroteTwice = async.write("again");
                    });
            return "not this";
        }

        @Override
        public String forgotten() {
            RpcContext.startAsync();
            return "not this";
        }

        @Override
        public void note(String text) {
            notes.add(text);
        }
    }

    /** Has the methods that are called around calls. */
    public static final class Hooks {
        final List<String> seen = new CopyOnWriteArrayList<>();

        public void before(String text) {
            seen.add("before " + text);
        }

        public void returned(String result, String text) {
            seen.add("returned " + result + " of " + text);
        }

        public void returnedNumber(int result, Object[] arguments) {
            seen.add("returned " + result + " of " + Arrays.toString(arguments));
        }

        public void failed(IllegalArgumentException thrown, String text) {
            seen.add("failed with " + thrown.getMessage() + " of '" + text + "'");
        }

        public void breaks(String result) {
            throw new IllegalStateException("a hook of the test");
        }
    }

    private static final WorkBean BEAN = new WorkBean();
    private static RedubBootstrap provider;
    private static RedubBootstrap consumer;
    private static Work work;

    @BeforeAll
    static void start() {
        provider =
                RedubBootstrap.application("work")
                        .protocol("dubbo", 0)
                        .host("127.0.0.1")
                        .service(ServiceConfig.of(Work.class, BEAN))
                        .start();
        consumer = RedubBootstrap.application("boss");
        work = consumer.refer(reference());
    }

    private static ReferenceConfig<Work> reference() {
        return ReferenceConfig.of(Work.class)
                .url("dubbo://127.0.0.1:" + provider.port("dubbo"))
                .timeout(Duration.ofSeconds(10));
    }

    @AfterAll
    static void stop() {
        consumer.close();
        provider.close();
        BEAN.others.shutdown();
    }

    @Test
    void anAsyncMethodReturnsAtOnceAndItsAnswerIsInTheContext() throws Exception {
        Work async =
                consumer.refer(
                        reference()
                                .method("slowly", m -> m.async(true))
                                .method("number", m -> m.async(true)));
        assertThat(async.slowly("x")).isNull();
        CompletableFuture<String> answer = RpcContext.get().future();
        assertThat(answer).isNotDone();
        BEAN.gate.countDown();
        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("x");
        assertThat(async.number(5)).isZero();
        assertThat(RpcContext.get().<Integer>future().get(5, TimeUnit.SECONDS)).isEqualTo(5);
    }

    @Test
    void asyncCallMakesASynchronousMethodAsynchronousOnce() throws Exception {
        CompletableFuture<Integer> answer = RpcContext.get().asyncCall(() -> work.number(7));
        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(work.number(8)).as("the next call waits again").isEqualTo(8);
        assertThat(RpcContext.get().asyncCall(() -> "no call").get()).isEqualTo("no call");
        CompletableFuture<String> failed = RpcContext.get().asyncCall(() -> work.elsewhere(""));
        assertThatThrownBy(failed::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asyncCallOfARunnableIsOneWay() {
        RpcContext.get().asyncCall(() -> work.note("one way"));
        await().untilAsserted(() -> assertThat(BEAN.notes).contains("one way"));
    }

    @Test
    void anotherThreadAnswersWithTheContextOfTheCall() {
        RpcContext.get().attach("who", "me");
        assertThat(work.elsewhere("work")).isEqualTo("work for me");
        assertThat(RpcContext.get().answerAttachments().get("answered")).asString().contains("by");
        await().untilAsserted(() -> assertThat(BEAN.wroteTwice).isFalse());
        assertThatThrownBy(() -> work.elsewhere("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAnswerNobodyWritesEndsAtTheCallersDeadline() {
        Work hurried = consumer.refer(reference().timeout(Duration.ofMillis(300)).retries(0));
        assertThatThrownBy(hurried::forgotten)
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.TIMEOUT));
        assertThat(hurried.number(1)).isEqualTo(1);
    }

    @Test
    void anAsynchronousAnswerNeedsACall() {
        assertThatThrownBy(RpcContext::startAsync)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside of a call");
    }

    @Test
    void methodsOfTheUserAreCalledAroundACall() throws Exception {
        Hooks hooks = new Hooks();
        Work hooked =
                consumer.refer(
                        reference()
                                .method(
                                        "elsewhere",
                                        m ->
                                                m.onInvoke(hooks, "before")
                                                        .onReturn(hooks, "returned")
                                                        .onThrow(hooks, "failed"))
                                .method("number", m -> m.onReturn(hooks, "returnedNumber")));
        hooked.elsewhere("a");
        assertThat(hooks.seen).containsExactly("before a", "returned a for null of a");
        assertThatThrownBy(() -> hooked.elsewhere("")).hasMessage("empty");
        assertThat(hooks.seen.get(3)).isEqualTo("failed with empty of ''");
        CompletableFuture<Integer> later = RpcContext.get().asyncCall(() -> hooked.number(3));
        later.get(5, TimeUnit.SECONDS);
        assertThat(hooks.seen.get(4)).isEqualTo("returned 3 of [3]");
    }

    @Test
    void aHookThatFailsDoesNotChangeTheAnswer() {
        Work hooked =
                consumer.refer(
                        reference().method("elsewhere", m -> m.onReturn(new Hooks(), "breaks")));
        assertThat(hooked.elsewhere("a")).isEqualTo("a for null");
    }

    @Test
    void aHookThatDoesNotFitIsAnErrorOfTheReference() {
        assertThatThrownBy(
                        () ->
                                consumer.refer(
                                        reference()
                                                .method(
                                                        "number",
                                                        m -> m.onReturn(new Hooks(), "returned"))))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("onreturn")
                .hasMessageContaining("parameters (int, int)");
    }
}
