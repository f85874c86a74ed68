package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.serialize.Dialect;
import io.redub.serialize.SerializationException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is refused says what, and what to do instead. */
class RefusalTest {
    private static void refused(Object value, Dialect dialect, String... told) {
        assertThatThrownBy(() -> Wire.write(value, Object.class, dialect))
                .isInstanceOf(SerializationException.class)
                .hasMessageContainingAll(told);
    }

    @Test
    void everyValueThatTheTableCallsRefusedNamesItsClassAndAWayOut() {
        int refused = 0;
        for (TypeTable.Group group : TypeTable.all()) {
            for (TypeTable.Row row : group.rows()) {
                for (Object value : row.values()) {
                    for (Dialect dialect : Dialect.values()) {
                        String message = refusal(value, dialect);
                        if (message != null) {
                            refused++;
                            assertThat(message)
                                    .as(row.type())
                                    .containsPattern("java\\.|TypeTable")
                                    .containsPattern("; |does not implement");
                        }
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(20);
    }

    private static String refusal(Object value, Dialect dialect) {
        try {
            Wire.write(value, Object.class, dialect);
            return null;
        } catch (SerializationException e) {
            return e.getMessage();
        }
    }

    @Test
    void whatTheReceiverWouldReplaceIsRefused() {
        for (Dialect dialect : Dialect.values()) {
            refused(new ArrayBlockingQueue<>(3), dialect, "ArrayBlockingQueue", "ArrayList");
            refused(new TypeTable.MyDate(1), dialect, "MyDate", "java.util.Date");
            Properties defaults = new Properties();
            defaults.setProperty("a", "b");
            refused(new Properties(defaults), dialect, "Properties", "defaults");
            refused(new TreeSet<Object>((a, b) -> 0), dialect, "TreeSet", "comparator");
            refused((Runnable & java.io.Serializable) () -> {}, dialect, "run time");
        }
    }

    @Test
    @Timeout(10)
    void aUrlIsNeverHashedNorCompared() throws Exception {
        URL url = new URL("http://no.such.host.invalid/a");
        assertThat(Wire.copy(List.of(url), Object.class).toString()).contains(url.toString());
        for (Object holder :
                List.of(
                        new IdentityHashMap<>(Map.of(url, 1)),
                        new HashMap<>(Map.of(List.of(url), 1)),
                        new HashSet<>(List.of(new Key(url))))) {
            byte[] bytes = Wire.write(holder, Object.class, Dialect.REDUB);
            assertThatThrownBy(
                            () ->
                                    Wire.read(
                                            bytes,
                                            Object.class,
                                            Wire.types(Object.class, Key.class)))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("send a URI");
        }
        assertThat(Wire.copy(Map.of(URI.create("http://a"), 1), Object.class))
                .isEqualTo(Map.of(URI.create("http://a"), 1));
    }

    record Key(URL url) {}

    @Test
    void aUrlMakesNoHandlerThatAPeerChose() {
        for (String spec : List.of("evil:x", "jar:evil:x!/a", "x", "jrt:/java.base")) {
            String hex = urlHex(spec);
            assertThatThrownBy(() -> Wire.read(hex, URL.class))
                    .as(spec)
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("scheme");
        }
    }

    private static String urlHex(String spec) {
        java.util.HexFormat hex = java.util.HexFormat.of();
        return "43 0c %s 91 04 %s 60 %s %s"
                .formatted(
                        hex.formatHex("java.net.URL".getBytes()),
                        hex.formatHex("spec".getBytes()),
                        hex.toHexDigits((byte) spec.length()),
                        hex.formatHex(spec.getBytes()))
                .replace(" ", "");
    }

    @Test
    @Timeout(10)
    void aPatternThatTakesTooMuchToCompileIsRefused() {
        Pattern deep = Pattern.compile("(".repeat(600) + ")".repeat(600));
        refused(deep, Dialect.REDUB, "600 brackets", "send its text");
        Pattern canonical = Pattern.compile("a", Pattern.CANON_EQ);
        refused(canonical, Dialect.REDUB, "CANON_EQ");
    }

    @Test
    void aClassOfClosedJdkStateIsRefusedAndNotEmptied() {
        refused(Thread.currentThread(), Dialect.REDUB, "java.lang.Thread", "no portable form");
        refused(
                new Object[] {Duration.ZERO, new ArrayList<>(List.of(Thread.currentThread()))},
                Dialect.DUBBO,
                "java.lang.Thread");
    }
}
