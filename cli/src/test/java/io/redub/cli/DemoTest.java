package io.redub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final int PROCESSES = 9;

    @Test
    void noCallFailsWhileAProviderAndThenTheRegistryAreKilled() throws Exception {
        try (DemoRun demo = DemoRun.start("demo", "--seconds", "8", "--chaos")) {
            int status = demo.awaitExit();

            assertThat(demo.output())
                    .containsPattern("! kill -9 \\d+ \\((order|inventory|payment|account)-[12]\\)")
                    .containsPattern("-[12] \\(pid \\d+\\) was killed \\(SIGKILL\\)")
                    .containsPattern("-[12] is back as pid \\d+ on 127.0.0.1:\\d+")
                    .containsPattern("zookeeper \\(pid \\d+\\) was killed \\(SIGKILL\\)")
                    .containsPattern("providers 7/8")
                    .containsPattern("[1-9][0-9,]* calls/s.* errors 0 .* zookeeper down")
                    .containsPattern("Done: [1-9][0-9,]* calls in .* 0 errors;")
                    .doesNotContain("! error");
            assertThat(status).as(demo.output()).isZero();
        }
    }

    @Test
    void anEndBySignalIsTidy() throws Exception {
        try (DemoRun demo = DemoRun.start("demo", "--threads", "2")) {
            demo.awaitOutput("calls/s");
            List<ProcessHandle> children = demo.children();
            assertThat(children).hasSize(PROCESSES);

            demo.interrupt();
            demo.awaitExit();

            assertThat(demo.output())
                    .containsPattern("Done: [0-9,]+ calls in .* 0 errors")
                    .doesNotContain("did not end by itself");
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void aDemoThatIsKilledLeavesNoProcessBehind() throws Exception {
        try (DemoRun demo = DemoRun.start("demo", "--threads", "2")) {
            demo.awaitOutput("calls/s");
            List<ProcessHandle> children = demo.children();
            assertThat(children).hasSize(PROCESSES);

            demo.kill();

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
        }
    }
}
