package io.redub.bench.balancing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.w3c.dom.Document;

/** Draws a {@link SimulationReport} as SVG files. */
final class Plots {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;

    /** Told apart by people who see colours differently, too (Okabe and Ito). */
    private static final Color[] COLOURS = {
        new Color(0x999999),
        new Color(0x000000),
        new Color(0x56B4E9),
        new Color(0xE69F00),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0x0072B2)
    };

    private final SimulationReport report;

    Plots(SimulationReport report) {
        this.report = report;
    }

    /** Writes all of them into a folder. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(
                folder.resolve("balancing-p99.svg"),
                bars("99th percentile, × an idle provider's time", Outcome::p99));
        write(
                folder.resolve("balancing-errors.svg"),
                bars("failed calls, %", outcome -> outcome.errors() * 100));
        write(
                folder.resolve("balancing-failing.svg"),
                lines("calls to the tenth that fails at once for a while, %", Scenario.FAILING));
        write(
                folder.resolve("balancing-slow.svg"),
                lines("calls to the tenth that is slow for a while, %", Scenario.SLOW));
    }

    private JFreeChart bars(String title, ToDoubleFunction<Outcome> figure) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (Balancer balancer : Balancer.values()) {
            for (Scenario scenario : Scenario.values()) {
                data.addValue(
                        figure.applyAsDouble(report.outcome(scenario, balancer)),
                        balancer.label(),
                        scenario.label());
            }
        }
        JFreeChart chart = ChartFactory.createBarChart(title, null, null, data);
        BarRenderer renderer = (BarRenderer) chart.getCategoryPlot().getRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setItemMargin(0.02);
        for (int i = 0; i < COLOURS.length; i++) {
            renderer.setSeriesPaint(i, COLOURS[i]);
        }
        chart.getCategoryPlot().setRangeGridlinePaint(Color.LIGHT_GRAY);
        return styled(chart);
    }

    private JFreeChart lines(String title, Scenario scenario) {
        XYSeriesCollection data = new XYSeriesCollection();
        for (Balancer balancer : Balancer.values()) {
            XYSeries series = new XYSeries(balancer.label());
            double[] parts = report.outcome(scenario, balancer).toBadOverTime();
            for (int i = 0; i < parts.length; i++) {
                series.add(100.0 * i / parts.length, parts[i] * 100);
            }
            data.addSeries(series);
        }
        JFreeChart chart =
                ChartFactory.createXYLineChart(
                        title,
                        "time, % of the run",
                        null,
                        data,
                        PlotOrientation.VERTICAL,
                        true,
                        false,
                        false);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < COLOURS.length; i++) {
            renderer.setSeriesPaint(i, COLOURS[i]);
            renderer.setSeriesStroke(i, new BasicStroke(2));
        }
        chart.getXYPlot().setRenderer(renderer);
        chart.getXYPlot().setRangeGridlinePaint(Color.LIGHT_GRAY);
        return styled(chart);
    }

    private static JFreeChart styled(JFreeChart chart) {
        chart.setBackgroundPaint(Color.WHITE);
        chart.getPlot().setBackgroundPaint(Color.WHITE);
        chart.getLegend().setPosition(RectangleEdge.RIGHT);
        return chart;
    }

    private static void write(Path file, JFreeChart chart) throws IOException {
        SVGGraphics2D graphics = new SVGGraphics2D(document());
        graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            graphics.stream(out, true);
        }
    }

    private static Document document() throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IOException("no XML documents here", e);
        }
    }
}
