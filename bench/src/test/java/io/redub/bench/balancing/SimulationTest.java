package io.redub.bench.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation at a small scale, and what each balancer is chosen for. */
class SimulationTest {
    private static final Load SMALL = new Load(60, 4, 30_000, 30, 3);

    private static SimulationReport report;

    @BeforeAll
    static void simulate() {
        report = SimulationReport.run(SMALL, List.of(Scenario.values()), 1, line -> {});
    }

    private static Outcome outcome(Scenario scenario, Balancer balancer) {
        return report.outcome(scenario, balancer);
    }

    @Test
    void theSameSeedHasTheSameOutcome() {
        String once = SimulationReport.run(SMALL, List.of(Scenario.MIXED), 1, it -> {}).markdown();
        String again = SimulationReport.run(SMALL, List.of(Scenario.MIXED), 1, it -> {}).markdown();
        assertThat(again).isEqualTo(once);
        String rows = once.substring(once.indexOf("| mixed"));
        assertThat(report.markdown()).endsWith(rows);
    }

    @Test
    void anotherSeedIsAnotherRun() {
        assertThat(SimulationReport.run(SMALL, List.of(Scenario.CALM), 2, line -> {}).markdown())
                .isNotEqualTo(
                        SimulationReport.run(SMALL, List.of(Scenario.CALM), 1, line -> {})
                                .markdown());
    }

    @Test
    void roundRobinKeepsSharesBest() {
        assertThat(outcome(Scenario.CALM, Balancer.ROUNDROBIN).shareError()).isLessThan(0.002);
        assertThat(outcome(Scenario.CALM, Balancer.RANDOM).shareError()).isLessThan(0.03);
    }

    @ParameterizedTest
    @EnumSource
    void whileAllIsWellNothingFails(Balancer balancer) {
        assertThat(outcome(Scenario.CALM, balancer).errors()).isLessThan(0.01);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHORTESTRESPONSE", "P2C", "ADAPTIVE"})
    void whoLooksAtLatencyAvoidsFailingAndSlowProviders(Balancer balancer) {
        assertThat(outcome(Scenario.FAILING, balancer).errors())
                .isLessThan(outcome(Scenario.FAILING, Balancer.RANDOM).errors() / 4);
        assertThat(outcome(Scenario.SLOW, balancer).errors())
                .isLessThan(outcome(Scenario.SLOW, Balancer.RANDOM).errors() / 4);
    }

    @ParameterizedTest
    @EnumSource
    void everyBalancerGivesColdProvidersLess(Balancer balancer) {
        assertThat(outcome(Scenario.COLD, balancer).toBad())
                .isLessThan(outcome(Scenario.CALM, balancer).shareError() + 0.1);
        double[] parts = outcome(Scenario.COLD, balancer).toBadOverTime();
        assertThat(parts[1]).isLessThan(0.03);
    }

    @Test
    void thePlotsAreWholeSvgFiles(@TempDir Path folder) throws Exception {
        assumeTrue(hasFonts(), "no fonts here to draw with");
        new Plots(report).write(folder);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(4);
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
            // The document type is one of the web.
            parsers.setFeature(
                    "http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            for (Path file : all) {
                assertThat(
                                parsers.newDocumentBuilder()
                                        .parse(file.toFile())
                                        .getDocumentElement()
                                        .getNodeName())
                        .isEqualTo("svg");
                assertThat(Files.readString(file)).contains("p2c", "consistenthash");
            }
        }
    }

    private static boolean hasFonts() {
        try {
            return GraphicsEnvironment.getLocalGraphicsEnvironment()
                            .getAvailableFontFamilyNames()
                            .length
                    > 0;
        } catch (RuntimeException | Error e) {
            return false;
        }
    }
}
