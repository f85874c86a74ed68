package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.serialize.Dialect;
import io.redub.serialize.SerializationException;
import io.redub.serialize.ServiceTypes;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The table of the page "What crosses the wire" is what this test sees. {@code
 * -Dredub.types.update=true} writes it into the page.
 */
class TypeTableTest {
    private static final Path PAGE = Path.of("../../docs/serialization.md");
    private static final String BEGIN = "<!-- types: written by TypeTableTest -->\n";
    private static final String END = "<!-- types: end -->\n";
    private static final ServiceTypes TYPES = types();

    private interface Writer {
        byte[] write(Object value, Type declared) throws Exception;
    }

    private interface Reader {
        Object read(byte[] bytes, Type declared) throws Exception;
    }

    private static ServiceTypes types() {
        List<Type> all = new ArrayList<>();
        for (TypeTable.Group group : TypeTable.all()) {
            for (TypeTable.Row row : group.rows()) {
                all.add(row.declared());
                row.values().stream()
                        .map(Object::getClass)
                        .filter(type -> !type.isAnonymousClass())
                        .forEach(all::add);
            }
        }
        return ServiceTypes.of("demo.Types")
                .roots(all)
                .also(TypeTable.Stand.class, TypeTable.Plain.class)
                .build();
    }

    @Test
    void thePageSaysWhatIsSeen() throws Exception {
        String table = table();
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        if (Boolean.getBoolean("redub.types.update")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
            return;
        }
        assertThat(table.lines()).isEqualTo(page.substring(from, to).lines().toList());
    }

    @Test
    void oneRedubKeepsForAnotherAllButViews() {
        for (TypeTable.Group group : TypeTable.all()) {
            for (TypeTable.Row row : group.rows()) {
                String cell = toRedub(row);
                if (!cell.equals("kept")) {
                    assertThat(cell).as(row.type()).matches("refused|as `\\w+`");
                }
            }
        }
    }

    private static String table() throws Exception {
        DubboPeer two = DubboPeer.of(2);
        DubboPeer three = DubboPeer.of(3);
        Peer caucho = Peer.caucho();
        StringBuilder table = new StringBuilder();
        for (TypeTable.Group group : TypeTable.all()) {
            table.append("\n### ").append(group.title()).append("\n\n");
            table.append("| Java type | on the wire | Redub to Redub | with Dubbo 2.7 |")
                    .append(" with Dubbo 3.3 | with Caucho |\n|---|---|---|---|---|---|\n");
            for (TypeTable.Row row : group.rows()) {
                table.append(
                        "| %s | %s | %s | %s | %s | %s |\n"
                                .formatted(
                                        row.type(),
                                        row.form(),
                                        toRedub(row),
                                        with(row, Dialect.DUBBO, two::write, two::read),
                                        with(row, Dialect.DUBBO, three::write, three::read),
                                        with(row, Dialect.CAUCHO, caucho::write, caucho::read)));
            }
        }
        return table.append('\n').toString();
    }

    private static String toRedub(TypeTable.Row row) {
        return cell(row, (v, t) -> Wire.write(v, t, Dialect.REDUB), TypeTableTest::read);
    }

    private static Object read(byte[] bytes, Type declared) {
        return Wire.read(bytes, declared, TYPES);
    }

    private interface PeerWriter {
        byte[] write(Object value) throws Exception;
    }

    private interface PeerReader {
        Object read(byte[] bytes, Class<?> declared) throws Exception;
    }

    private static String with(
            TypeTable.Row row, Dialect dialect, PeerWriter writer, PeerReader reader) {
        String there =
                cell(
                        row,
                        (v, t) -> Wire.write(v, t, dialect),
                        (b, t) -> reader.read(b, Generics.erase(t)));
        String back = cell(row, (v, t) -> writer.write(v), TypeTableTest::read);
        return there.equals(back) ? there : "→ %s<br>← %s".formatted(there, back);
    }

    private static String cell(TypeTable.Row row, Writer writer, Reader reader) {
        String declared = outcome(row, row.declared(), writer, reader);
        String behind = outcome(row, Object.class, writer, reader);
        return declared.equals(behind)
                ? declared
                : "%s; behind `Object` %s".formatted(declared, behind);
    }

    private static String outcome(TypeTable.Row row, Type declared, Writer writer, Reader reader) {
        Set<String> outcomes = new LinkedHashSet<>();
        for (Object value : row.values()) {
            outcomes.add(outcome(value, declared, writer, reader));
        }
        outcomes.remove(outcomes.size() > 1 ? "kept" : "");
        return String.join(" or ", outcomes);
    }

    private static String outcome(Object value, Type declared, Writer writer, Reader reader) {
        byte[] bytes;
        try {
            bytes = writer.write(value, declared);
        } catch (SerializationException e) {
            return "refused";
        } catch (Exception | StackOverflowError e) {
            return "error there";
        }
        Object read;
        try {
            read = reader.read(bytes, declared);
        } catch (SerializationException e) {
            return "refused";
        } catch (Exception | LinkageError | StackOverflowError e) {
            return "error there";
        }
        String name = read == null ? "null" : name(read.getClass());
        if (Alike.test(value, read)) {
            return sameKind(value.getClass(), read.getClass()) ? "kept" : "as `" + name + "`";
        }
        return "**changed**"
                + (read != null && read.getClass() == value.getClass() ? "" : " to `" + name + "`");
    }

    private static String name(Class<?> type) {
        String full = type.getTypeName();
        String simple = full.substring(full.lastIndexOf('.') + 1);
        return simple.substring(simple.lastIndexOf('$') + 1);
    }

    /** An unmodifiable list is one, whatever the JDK calls it. */
    private static boolean sameKind(Class<?> sent, Class<?> got) {
        return sent == got || kind(sent) != null && kind(sent).equals(kind(got));
    }

    private static String kind(Class<?> type) {
        String name = type.getName();
        for (String kind :
                Arrays.asList(
                        "redub.List",
                        "redub.Set",
                        "redub.Map",
                        "redub.SortedSet",
                        "redub.SortedMap",
                        "redub.Collection")) {
            WireName wire =
                    java.util.Map.class.isAssignableFrom(type)
                            ? CollectionNames.ofMap(type, true)
                            : java.util.Collection.class.isAssignableFrom(type)
                                    ? CollectionNames.ofCollection(type, true)
                                    : null;
            if (wire != null && wire.name.equals(kind)) {
                return kind;
            }
        }
        return name.contains("Entry") ? "entry" : null;
    }
}
