package io.redub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadGeneratorTest {
    private static final long RUN_NANOS = Duration.ofMillis(100).toNanos();

    private final ExecutorService answering = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() {
        answering.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync-1", "sync-8", "async-8"})
    void aWrongAnswerIsAnError(String mode) throws Exception {
        Measurement measured = run(mode, new Answers(n -> n + 1));

        assertThat(measured.calls()).isPositive();
        assertThat(measured.errors()).isEqualTo(measured.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync-1", "sync-8", "async-8"})
    void aFailedCallIsAnErrorAndTheRunGoesOn(String mode) throws Exception {
        Measurement measured =
                run(
                        mode,
                        new Answers(
                                n -> {
                                    throw new IllegalStateException("refused");
                                }));

        assertThat(measured.calls()).isGreaterThan(8);
        assertThat(measured.errors()).isEqualTo(measured.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync-1", "sync-8", "async-8"})
    void asManyCallsAreInFlightAsTheModeSays(String mode) throws Exception {
        Answers answers = new Answers(n -> n);

        Measurement measured = run(mode, answers);

        assertThat(measured.errors()).isZero();
        assertThat(answers.mostInFlight.get()).isBetween(1, Mode.parse(mode).callers());
        assertThat(measured.nanos()).isGreaterThanOrEqualTo(RUN_NANOS);
        assertThat(measured.p50Nanos()).isPositive().isLessThanOrEqualTo(measured.p99Nanos());
    }

    @Test
    void answersThatAreThereAtOnceDoNotOverflowTheStack() throws Exception {
        Target atOnce =
                new Answers(n -> n) {
                    @Override
                    public CompletionStage<?> start(Operation operation, long n) {
                        return CompletableFuture.completedFuture(n);
                    }
                };

        assertThat(run("async-2", atOnce).errors()).isZero();
    }

    @Test
    void aMeasurementSurvivesTheLineItIsSentAs() {
        Measurement measured = new Measurement(10, 2, 3_000, 40, 50, new Usage(600, 700));

        assertThat(Measurement.parse(measured.format())).isEqualTo(measured);
    }

    private static Measurement run(String mode, Target target) throws InterruptedException {
        return new LoadGenerator(target, Operation.GET_USER, RUN_NANOS).run(Mode.parse(mode));
    }

    private interface Answer {
        long to(long n);
    }

    private class Answers implements Target {
        private final Answer answer;
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicInteger mostInFlight = new AtomicInteger();

        Answers(Answer answer) {
            this.answer = answer;
        }

        @Override
        public Object call(Operation operation, long n) {
            enter();
            try {
                return answer.to(n);
            } finally {
                inFlight.decrementAndGet();
            }
        }

        @Override
        public CompletionStage<?> start(Operation operation, long n) {
            enter();
            return CompletableFuture.supplyAsync(
                    () -> {
                        inFlight.decrementAndGet();
                        return answer.to(n);
                    },
                    answering);
        }

        @Override
        public boolean right(Operation operation, long n, Object answered) {
            return answered.equals(n);
        }

        private void enter() {
            mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        }
    }
}
