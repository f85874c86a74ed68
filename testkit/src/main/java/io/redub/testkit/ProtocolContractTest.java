package io.redub.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.protocol.Exporter;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderInvoker;
import io.redub.protocol.ProviderService;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link Protocol} promises. */
public abstract class ProtocolContractTest {
    private final List<AutoCloseable> open = new ArrayList<>();

    protected abstract Protocol protocol();

    /** Where to export {@link ContractService}: scheme, host, a free port or none. */
    protected abstract String address();

    /** More parameters of the service's URL, each with an ampersand in front. */
    protected String parameters() {
        return "";
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private URL url() {
        String name = ContractService.class.getName();
        return URL.valueOf(
                address() + "/" + name + "?interface=" + name + "&timeout=5000" + parameters());
    }

    private Exporter export(Invoker invoker) {
        Exporter exporter =
                protocol().export(new ProviderService(ContractService.MODEL, url(), invoker));
        open.add(exporter);
        return exporter;
    }

    private ProviderInvoker refer(URL url) throws Exception {
        ProviderInvoker invoker = protocol().refer(ContractService.MODEL, url);
        open.add(invoker);
        invoker.ready().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return invoker;
    }

    private static Result call(Invoker invoker, String method, @Nullable Object... arguments)
            throws Exception {
        Invocation call =
                Invocation.of(ContractService.MODEL.named(method).get(0), arguments)
                        .withDeadline(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
        return invoker.invoke(call).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Invoker answering(Result result) {
        return call -> CompletableFuture.completedFuture(result);
    }

    @Test
    void aCallReachesTheExportedServiceWithItsArguments() throws Exception {
        Exporter exporter =
                export(
                        call -> {
                            assertThat(call.method().name()).isEqualTo("later");
                            return CompletableFuture.completedFuture(
                                    Result.value(call.arguments()[0]));
                        });
        ProviderInvoker invoker = refer(exporter.url());
        assertThat(invoker.available()).isTrue();
        assertThat(((Result.Value) call(invoker, "later", "hello")).value()).isEqualTo("hello");
    }

    @Test
    void nullComesBackAsNull() throws Exception {
        ProviderInvoker invoker = refer(export(answering(Result.NULL)).url());
        assertThat(((Result.Value) call(invoker, "nothing")).value()).isNull();
    }

    @Test
    void whatTheMethodThrewComesBackAsThat() throws Exception {
        Status thrown = Status.application(new IOException("mine"));
        ProviderInvoker invoker = refer(export(call -> Result.failed(thrown)).url());
        Status status = ((Result.Failure) call(invoker, "fail", "x")).status();
        assertThat(status.code()).isEqualTo(StatusCode.APPLICATION);
        assertThat(status.cause()).isInstanceOf(IOException.class).hasMessage("mine");
    }

    @Test
    void anAnswerThatComesLaterIsSentThen() throws Exception {
        CompletableFuture<Result> later = new CompletableFuture<>();
        Exporter exporter = export(call -> later);
        ProviderInvoker invoker = refer(exporter.url());
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)
                .execute(() -> later.complete(Result.value("late")));
        assertThat(((Result.Value) call(invoker, "later", "x")).value()).isEqualTo("late");
        await().untilAsserted(() -> assertThat(exporter.active()).isZero());
    }

    @Test
    void attachmentsGoThere() throws Exception {
        ProviderInvoker invoker =
                refer(
                        export(
                                        call ->
                                                CompletableFuture.completedFuture(
                                                        Result.value(call.attachment("key"))))
                                .url());
        Invocation call =
                Invocation.of(ContractService.MODEL.named("later").get(0), "x")
                        .withAttachment("key", "value")
                        .withDeadline(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
        Result result = invoker.invoke(call).toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(((Result.Value) result).value()).isEqualTo("value");
    }

    @Test
    void aServiceIsExportedOnce() {
        Exporter first = export(answering(Result.NULL));
        assertThatThrownBy(
                        () ->
                                protocol()
                                        .export(
                                                new ProviderService(
                                                        ContractService.MODEL,
                                                        first.url(),
                                                        answering(Result.NULL))))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION));
    }

    @Test
    void aServiceThatLeftIsAFailureThatSurelyDidNotRun() throws Exception {
        Exporter exporter = export(answering(Result.NULL));
        ProviderInvoker invoker = refer(exporter.url());
        assertThat(call(invoker, "nothing")).isInstanceOf(Result.Value.class);
        exporter.close();
        exporter.close();
        await().untilAsserted(
                        () -> {
                            Result result = call(invoker, "nothing");
                            assertThat(result).isInstanceOf(Result.Failure.class);
                            assertThat(((Result.Failure) result).status().surelyNotExecuted())
                                    .isTrue();
                        });
    }

    @Test
    void aClosedInvokerIsNotAvailable() throws Exception {
        ProviderInvoker invoker = refer(export(answering(Result.NULL)).url());
        invoker.close();
        invoker.close();
        assertThat(invoker.available()).isFalse();
    }
}
