package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redub.interop.Framework.GenericFailure;
import io.redub.interop.api.Mirror;
import io.redub.interop.api.OutOfStock;
import io.redub.interop.api.Person;
import io.redub.interop.api.Trouble;
import io.redub.interop.api.Unlisted;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Cases about failures: the consumer learns what went wrong, and the next call works. */
final class FailureCases {
    private static final int TIMEOUT_CODE = 2;
    private static final int APPLICATION_CODE = 3;

    private final Session session;
    private final Framework framework;
    private final Mirror mirror;

    FailureCases(Session session) {
        this.session = session;
        framework = session.framework();
        mirror = session.mirror();
    }

    void aDeclaredExceptionArrivesWithItsFields() {
        OutOfStock failure = catchThrowableOfType(OutOfStock.class, () -> mirror.buy("钉子", 12));
        assertThat(failure).hasMessage("no 钉子");
        assertThat(failure.getItem()).isEqualTo("钉子");
        assertThat(failure.getMissing()).isEqualTo(12);
        assertThat(mirror.which()).isEqualTo("which()");
    }

    void anExceptionArrivesWithItsCauseAndTheProvidersStack() {
        OutOfStock failure = catchThrowableOfType(OutOfStock.class, mirror::failWithCause);
        assertThat(failure).hasMessage("no nails");
        assertThat(failure.getCause())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("truck broke down");
        assertThat(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(MirrorBean.class.getName()));
    }

    void aJdkExceptionArrivesAsItself() {
        assertThatThrownBy(() -> mirror.fail(Trouble.ILLEGAL_ARGUMENT))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("not this way");
    }

    /** A Redub consumer admits only what the contract names. */
    @Judges(Judges.Role.PROVIDER)
    void anUndeclaredExceptionBesideTheContractArrivesAsItself() {
        assertThatThrownBy(() -> mirror.fail(Trouble.UNLISTED))
                .isExactlyInstanceOf(Unlisted.class)
                .hasMessage("nobody told you");
    }

    @Judges(Judges.Role.CONSUMER)
    void anExceptionThatTheContractDoesNotNameIsToldByName() {
        Throwable failure = catchThrowable(() -> mirror.fail(Trouble.UNLISTED));
        assertThat(framework.code(failure)).as("code of %s", failure).isEqualTo(APPLICATION_CODE);
        assertThat(failure)
                .hasMessageContaining(Unlisted.class.getName())
                .hasMessageContaining("nobody told you");
        assertThat(mirror.which()).isEqualTo("which()");
    }

    void anExceptionUnknownToTheConsumerArrivesAsItsText() {
        assertThatThrownBy(() -> mirror.fail(Trouble.UNKNOWN_CLASS))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining(UnknownException.CLASS_NAME)
                .hasMessageContaining("out of the blue");
        assertThat(mirror.which()).isEqualTo("which()");
    }

    void aFutureFailsWithTheDeclaredException() {
        Throwable failure = catchThrowable(() -> mirror.laterFailure("glue").join());
        assertThat(failure).isInstanceOf(CompletionException.class);
        assertThat(failure.getCause()).isInstanceOf(OutOfStock.class);
        assertThat(((OutOfStock) failure.getCause()).getItem()).isEqualTo("glue");
    }

    void aCallThatTakesTooLongTimesOut() {
        Mirror hasty = framework.refer(session.wish().within(300));
        hasty.name();
        long start = System.nanoTime();
        Throwable failure = catchThrowable(() -> hasty.slow(2_000));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertThat(framework.code(failure)).as("code of %s", failure).isEqualTo(TIMEOUT_CODE);
        assertThat(millis).isBetween(290L, 1_500L);
        assertThat(hasty.which()).isEqualTo("which()");
    }

    void aVersionNobodyOffersIsAClearFailure() {
        Throwable failure = catchThrowable(() -> session.greeter("red", "9.9.9").who());
        assertThat(framework.code(failure)).as("code of %s", failure).isNotEqualTo(-1);
        assertThat(failure).hasMessageContaining("Greeter").hasMessageContaining("9.9.9");
        assertThat(session.greeter("red", "1.0.0").who()).isEqualTo("red 1.0.0");
    }

    void aGenericCallTellsTheExceptionByName() {
        GenericFailure failure =
                catchThrowableOfType(
                        GenericFailure.class,
                        () ->
                                framework.generic(
                                        session.wish(),
                                        "buy",
                                        new String[] {"java.lang.String", "int"},
                                        "glue",
                                        2));
        assertThat(failure.exceptionClass()).isEqualTo(OutOfStock.class.getName());
        assertThat(failure).hasMessage("no glue");
    }

    void aGenericCallOfAnUnknownMethodIsAClearFailure() {
        assertThatThrownBy(() -> framework.generic(session.wish(), "dance", new String[0]))
                .hasStackTraceContaining("dance");
        assertThat(mirror.which()).isEqualTo("which()");
    }

    void aGenericCallOfAnUnknownOverloadIsAClearFailure() {
        assertThatThrownBy(
                        () ->
                                framework.generic(
                                        session.wish(),
                                        "which",
                                        new String[] {Person.class.getName(), "int"},
                                        null,
                                        1))
                .hasStackTraceContaining("which");
    }
}
