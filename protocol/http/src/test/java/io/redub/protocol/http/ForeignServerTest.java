package io.redub.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.googlecode.jsonrpc4j.JsonRpcServer;
import com.sun.net.httpserver.HttpServer;
import io.redub.protocol.ProviderInvoker;
import io.redub.service.Invocation;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redub's client against jsonrpc4j's server, which is what Dubbo's providers of this kind are. */
class ForeignServerTest {
    /** The service. */
    public interface Store {
        Map<String, Integer> count(List<String> names);

        long twice(long value);

        void buy(String name) throws Shop.SoldOut;
    }

    /** What it does there. */
    public static final class StoreBean implements Store {
        @Override
        public Map<String, Integer> count(List<String> names) {
            return Map.of(names.get(0), names.size());
        }

        @Override
        public long twice(long value) {
            return value * 2;
        }

        @Override
        public void buy(String name) throws Shop.SoldOut {
            throw new Shop.SoldOut("no " + name + " left");
        }
    }

    private static final ServiceModel MODEL = ServiceModel.of(Store.class);

    private HttpServer foreign;
    private ProviderInvoker invoker;

    @BeforeEach
    void open() throws Exception {
        JsonRpcServer answers =
                new JsonRpcServer(
                        new ObjectMapper().registerModule(new Jdk8Module()),
                        new StoreBean(),
                        Store.class);
        foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        foreign.createContext(
                "/" + Store.class.getName(),
                exchange -> {
                    ByteArrayOutputStream body = new ByteArrayOutputStream();
                    int error = answers.handleRequest(exchange.getRequestBody(), body);
                    exchange.getResponseHeaders().set("content-type", "application/json-rpc");
                    exchange.sendResponseHeaders(error == 0 ? 200 : 500, body.size());
                    exchange.getResponseBody().write(body.toByteArray());
                    exchange.close();
                });
        foreign.start();
        invoker =
                new HttpProtocol()
                        .refer(
                                MODEL,
                                URL.valueOf(
                                        "http://127.0.0.1:"
                                                + foreign.getAddress().getPort()
                                                + "/"
                                                + Store.class.getName()
                                                + "?dubbo=2.0.2&release=2.7.23&timeout=5000"));
    }

    @AfterEach
    void close() {
        invoker.close();
        foreign.stop(0);
    }

    private Result call(String method, Object... arguments) throws Exception {
        return invoker.invoke(Invocation.of(MODEL.named(method).get(0), arguments))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void itsAnswersAndExceptionsAreUnderstood() throws Exception {
        assertThat(((Result.Value) call("twice", 21L)).value()).isEqualTo(42L);
        assertThat(((Result.Value) call("count", List.of("a", "b"))).value())
                .isEqualTo(Map.of("a", 2));
        Status status = ((Result.Failure) call("buy", "tea")).status();
        assertThat(status.code()).isEqualTo(StatusCode.APPLICATION);
        assertThat(status.cause()).isInstanceOf(Shop.SoldOut.class).hasMessage("no tea left");
    }

    @Test
    void whatItDoesNotHaveIsAFailure() throws Exception {
        Result result =
                invoker.invoke(Invocation.of(MODEL.echo(), "x"))
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
        assertThat(((Result.Failure) result).status().code())
                .isEqualTo(StatusCode.METHOD_NOT_FOUND);
    }
}
