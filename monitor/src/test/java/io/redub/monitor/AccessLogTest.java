package io.redub.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.redub.service.Invocation;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.RpcContext;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
    interface Bank {
        String pay(String secret, int[] pieces, Object thing, Map<String, String> map, Object none);
    }

    /** An argument whose methods nobody should call. */
    static final class Touchy extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public int size() {
            throw new AssertionError("called");
        }

        @Override
        public String toString() {
            throw new AssertionError("called");
        }
    }

    private static final ServiceModel MODEL = ServiceModel.of(Bank.class);
    private static final Invocation CALL =
            Invocation.of(
                    MODEL.named("pay").get(0),
                    "hunter2",
                    new int[3],
                    new Touchy(),
                    Map.of("k", "v"),
                    null);

    @TempDir Path folder;

    @Test
    void aLineTellsTypesAndSizesButNothingThatAnArgumentHolds() throws Exception {
        Path file = folder.resolve("new/access.log");
        AccessLogFilter filter = new AccessLogFilter("bank:1.0", AccessLog.of(file.toString()));
        RpcContext context = RpcContext.enter(CALL, "10.0.0.7:4242", Map.of());
        filter.invoke(CALL, call -> CompletableFuture.completedFuture(Result.value("ok")));
        filter.invoke(
                CALL, call -> Result.failed(Status.of(StatusCode.TIMEOUT, Origin.REMOTE, "late")));
        context.leave();
        await().untilAsserted(() -> assertThat(Files.readAllLines(file)).hasSize(2));
        assertThat(Files.readAllLines(file).get(0))
                .contains(" 10.0.0.7:4242 bank:1.0.pay(java.lang.String:7, int[]:3, ")
                .contains(Touchy.class.getTypeName() + ", java.util.", ":1, null) ")
                .matches(".* [0-9.]+ ms OK")
                .doesNotContain("hunter2");
        assertThat(Files.readAllLines(file).get(1)).endsWith(" ms TIMEOUT");
    }

    @Test
    void aFileMayBeRotated() throws Exception {
        Path file = folder.resolve("access.log");
        AccessLog log = AccessLog.of(file.toString());
        log.add("first");
        await().until(() -> Files.size(file) > 0);
        Files.move(file, folder.resolve("access.log.1"));
        log.add("second");
        await().untilAsserted(() -> assertThat(file).exists().hasContent("second"));
    }

    @Test
    void servicesThatNameOneFileShareIt() {
        String path = folder.resolve("shared.log").toString();
        assertThat(AccessLog.of(path)).isSameAs(AccessLog.of(folder + "/x/../shared.log"));
    }

    @Test
    void linesThatComeFasterThanTheyAreWrittenAreDroppedCountedAndTold() {
        List<String> written = new CopyOnWriteArrayList<>();
        ConcurrentLinkedQueue<Runnable> pending = new ConcurrentLinkedQueue<>();
        AccessLog log = new AccessLog(written::addAll, pending::add);
        for (int i = 0; i < AccessLog.QUEUE + 5; i++) {
            log.add("line " + i);
        }
        assertThat(log.dropped()).isEqualTo(5);
        assertThat(pending).hasSize(1);
        pending.remove().run();
        assertThat(written)
                .hasSize(AccessLog.QUEUE + 1)
                .contains("line 0")
                .last()
                .asString()
                .contains("5 lines dropped");
        log.add("after");
        pending.remove().run();
        assertThat(written).last().isEqualTo("after");
        assertThat(pending).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsAnErrorAtOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> AccessLog.of(file.resolve("below").toString()))
                .isInstanceOfSatisfying(
                        RpcException.class,
                        e -> assertThat(e.status().code()).isEqualTo(StatusCode.CONFIGURATION))
                .hasMessageContaining("accesslog")
                .hasMessageContaining("below");
    }
}
