package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.Dialect;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.SerializationException;
import io.redub.serialize.ServiceTypes;
import io.redub.serialize.UnknownThrowable;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What one Redub sends another keeps its value and its type. */
class RoundTripTest {
    record Pair<A, B>(A first, B second, int third) implements Serializable {}

    static class Node implements Serializable {
        Node next;
        int number;
    }

    static class Parent implements Serializable {
        private String name = "parent";

        String parentName() {
            return name;
        }
    }

    static class Child extends Parent {
        String name = "child";
    }

    static class Generic<T> implements Serializable {
        T value;
        List<T> all;
    }

    static class NoDefault implements Serializable {
        final String name;
        final int size;

        NoDefault(String name, int size) {
            this.name = name;
            this.size = size;
        }
    }

    static class Problem extends RuntimeException {
        final int code;
        Object detail;

        Problem(int code, String message, Throwable cause) {
            super(message, cause);
            this.code = code;
        }

        @Override
        public String getMessage() {
            return "code " + code + ": " + super.getMessage();
        }
    }

    class Inner implements Serializable {
        int x = 3;
    }

    interface Signatures {
        List<Short> shorts();

        Map<String, List<Float>> floats();

        Generic<Short> generic();

        Set<Byte> bytes();

        Pair<Short, List<Byte>> pair();

        EnumMap<V.Color, Short> colors();
    }

    private static Type type(String method) throws NoSuchMethodException {
        return Signatures.class.getDeclaredMethod(method).getGenericReturnType();
    }

    @Test
    void aNumberBehindObjectKeepsItsType() {
        List<Object> values =
                new ArrayList<>(
                        List.of((byte) 1, (short) 2, 3, 4L, 5.5f, 6.5, 'c', -0.0, "s", 3.3f));
        assertThat(Wire.copy(values, Object.class)).isEqualTo(values);
        assertThat(Wire.copy(new char[] {'a'}, Object.class)).isEqualTo(new char[] {'a'});
    }

    @Test
    void elementsOfAGenericTypeKeepTheirs() throws Exception {
        List<Short> shorts = new ArrayList<>(List.of((short) 1, (short) 300));
        assertThat(Wire.copy(shorts, type("shorts"))).isEqualTo(shorts);
        Map<String, List<Float>> floats = new HashMap<>(Map.of("a", List.of(3.3f, -0.0f)));
        assertThat(Wire.copy(floats, type("floats"))).isEqualTo(floats);
        Generic<Short> generic = new Generic<>();
        generic.value = (short) 3;
        generic.all = List.of((short) 4);
        assertThat(Wire.copy(generic, type("generic")))
                .usingRecursiveComparison()
                .isEqualTo(generic);
        Pair<Short, List<Byte>> pair = new Pair<>((short) 1, List.of((byte) 2), 3);
        assertThat(Wire.copy(pair, type("pair"))).isEqualTo(pair);
        EnumMap<V.Color, Short> colors = new EnumMap<>(Map.of(V.Color.GREEN, (short) 7));
        assertThat(Wire.copy(colors, type("colors"))).isEqualTo(colors).isInstanceOf(EnumMap.class);
    }

    @Test
    void aFieldThatHidesItsParentsKeepsBothValues() {
        Child child = new Child();
        Child copy = (Child) Wire.copy(child, Child.class);
        assertThat(copy.name).isEqualTo("child");
        assertThat(copy.parentName()).isEqualTo("parent");
    }

    @Test
    void aClassWithoutADefaultConstructorAndWithFinalFieldsIsMade() {
        assertThat(Wire.copy(new NoDefault("n", 4), NoDefault.class))
                .usingRecursiveComparison()
                .isEqualTo(new NoDefault("n", 4));
    }

    @Test
    void sharedAndCyclicObjectsStaySharedAndCyclic() {
        Node a = new Node();
        a.next = a;
        Node copy = (Node) Wire.copy(a, Node.class);
        assertThat(copy.next).isSameAs(copy);
        List<Object> twice = new ArrayList<>(List.of(a, a));
        List<?> read = (List<?>) Wire.copy(twice, Object.class, Node.class);
        assertThat(read.get(0)).isSameAs(read.get(1));
    }

    @Test
    void aLongChainTakesNoStackPerNode() throws Exception {
        Node head = null;
        for (int i = 0; i < 100_000; i++) {
            Node node = new Node();
            node.number = i;
            node.next = head;
            head = node;
        }
        byte[] bytes = Wire.write(head, Node.class, Dialect.DUBBO);
        ServiceTypes types =
                ServiceTypes.of("demo.Service")
                        .also(Node.class)
                        .limits(new ReadLimits(1_000_000, 10_000_000, 10))
                        .build();
        Node read = (Node) Wire.read(bytes, Node.class, types);
        int count = 0;
        for (Node n = read; n != null; n = n.next) {
            assertThat(n.number).isEqualTo(99_999 - count++);
        }
        assertThat(count).isEqualTo(100_000);
        assertThatThrownBy(() -> Wire.read(bytes, Node.class, Wire.types(Node.class)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("10000 levels");
    }

    @Test
    void deepListsMapsOptionalsAndThrowablesTakeNoStackEither() {
        Object deep = "end";
        Throwable chain = new IOException("end");
        chain.setStackTrace(new StackTraceElement[0]);
        for (int i = 0; i < 1_000; i++) {
            deep = new ArrayList<>(Collections.singletonList(deep));
            deep = new HashMap<>(Collections.singletonMap("k", deep));
            deep = Optional.of(deep);
            deep = new Object[] {deep};
            deep = new Pair<>(deep, null, 1);
            chain = new RuntimeException("x", chain);
            chain.setStackTrace(new StackTraceElement[0]);
        }
        Object copy = Wire.copy(deep, Object.class, Pair.class);
        for (int i = 0; i < 1_000; i++) {
            copy = ((Object[]) ((Pair<?, ?>) copy).first())[0];
            copy = ((Map<?, ?>) ((Optional<?>) copy).orElseThrow()).get("k");
            copy = ((List<?>) copy).get(0);
        }
        assertThat(copy).isEqualTo("end");
        Throwable read = (Throwable) Wire.copy(chain, Object.class);
        int count = 0;
        for (Throwable t = read; t.getCause() != null; t = t.getCause()) {
            count++;
        }
        assertThat(count).isEqualTo(1_000);
    }

    @Test
    void aThrowableKeepsMessageCauseTraceSuppressedAndItsFields() {
        Problem problem = new Problem(7, "no stock", new SQLException("dead", "40001", 99));
        problem.detail = List.of("a");
        problem.addSuppressed(new IOException("closing"));
        Problem copy = (Problem) Wire.copy(problem, Problem.class);
        assertThat(copy.code).isEqualTo(7);
        assertThat(copy.getMessage()).isEqualTo("code 7: no stock");
        assertThat(copy.detail).isEqualTo(List.of("a"));
        assertThat(copy.getStackTrace()).isEqualTo(problem.getStackTrace());
        assertThat(copy.getSuppressed()[0]).isInstanceOf(IOException.class).hasMessage("closing");
        SQLException cause = (SQLException) copy.getCause();
        assertThat(cause.getSQLState()).isEqualTo("40001");
        assertThat(cause.getErrorCode()).isEqualTo(99);
        assertThat(cause.getMessage()).isEqualTo("dead");
    }

    @Test
    void throwablesOfTheJdkWithFieldsOfTheirOwnKeepThem() {
        NoSuchFileException file = new NoSuchFileException("/a", "/b", "gone");
        assertThat((Throwable) Wire.copy(file, Object.class)).hasMessage(file.getMessage());
        InvocationTargetException wrapper =
                new InvocationTargetException(new IOException("inner"), "outer");
        Throwable copy = (Throwable) Wire.copy(wrapper, Object.class);
        assertThat(copy).hasMessage("outer").hasCauseInstanceOf(IOException.class);
    }

    @Test
    void throwablesThatHoldEachOtherAreRead() {
        Exception outer = new Exception("outer");
        Exception inner = new Exception("inner", outer);
        outer.addSuppressed(inner);
        Exception copy = (Exception) Wire.copy(outer, Exception.class);
        assertThat(copy.getSuppressed()[0].getCause()).isSameAs(copy);
    }

    @Test
    void aThrowableOfAnUnknownClassArrivesAsItsStandIn() {
        byte[] bytes =
                Wire.write(
                        new IllegalStateException("x", new Problem(1, "why", null)),
                        Object.class,
                        Dialect.REDUB);
        Throwable read = (Throwable) Wire.read(bytes, Object.class, Wire.types(Object.class));
        assertThat(read).isInstanceOf(IllegalStateException.class);
        UnknownThrowable cause = (UnknownThrowable) read.getCause();
        assertThat(cause.className()).isEqualTo(Problem.class.getName());
        assertThat(cause.getMessage()).isEqualTo("why");
        assertThat(cause.getStackTrace()).isNotEmpty();
    }

    @Test
    void wrappersStayWhatTheyAre() {
        assertThatThrownBy(() -> ((List<?>) Wire.copy(List.of(1), Object.class)).remove(0))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(Wire.copy(Set.of(1), Object.class)).isEqualTo(Set.of(1));
        assertThat(Wire.copy(Map.of(1, 2), Object.class)).isEqualTo(Map.of(1, 2));
        List<?> fixed = (List<?>) Wire.copy(Arrays.asList(1, null), Object.class);
        assertThat(fixed)
                .isEqualTo(Arrays.asList(1, null))
                .isInstanceOf(Arrays.asList().getClass());
        TreeMap<String, Integer> reversed = new TreeMap<>(Collections.reverseOrder());
        reversed.putAll(Map.of("a", 1, "b", 2));
        TreeMap<?, ?> copy = (TreeMap<?, ?>) Wire.copy(reversed, Object.class);
        assertThat(copy.firstKey()).isEqualTo("b");
    }

    @Test
    void timestampsCalendarsAndLocalesKeepWhatDubboDrops() {
        Timestamp time = new Timestamp(1_000);
        time.setNanos(123_456_789);
        assertThat(Wire.copy(time, Object.class)).isEqualTo(time);
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Shanghai"));
        assertThat(Wire.copy(calendar, Object.class)).isEqualTo(calendar);
        Locale locale = Locale.forLanguageTag("zh-Hans-CN");
        assertThat(Wire.copy(locale, Object.class)).isEqualTo(locale);
    }

    @Test
    void anInnerObjectBringsItsOuter() {
        assertThatThrownBy(() -> Wire.write(new Inner(), Inner.class, Dialect.DUBBO))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Serializable");
        Inner copy = (Inner) Wire.copy(new Inner(), Inner.class);
        assertThat(copy.x).isEqualTo(3);
    }

    @Test
    void stringsOfAllKindsStayWhole() {
        for (String text :
                List.of(
                        "",
                        "héllo",
                        "你好".repeat(40_000),
                        "😀".repeat(40_000),
                        "a" + "😀".repeat(40_000),
                        "\ud800",
                        "x".repeat(60) + "\udc00?",
                        "?".repeat(100),
                        "x".repeat(200_000))) {
            assertThat(Wire.copy(text, String.class)).isEqualTo(text);
        }
        byte[] binary = new byte[200_000];
        Arrays.fill(binary, (byte) 7);
        assertThat(Wire.copy(binary, byte[].class)).isEqualTo(binary);
    }

    @Test
    void aClassOutsideTheWorldIsNamedWithItsOwner() {
        byte[] bytes = Wire.write(new Node(), Object.class, Dialect.REDUB);
        assertThatThrownBy(() -> Wire.read(bytes, Object.class, Wire.types(Object.class)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Node.class.getName())
                .hasMessageContaining("demo.Service");
        ServiceTypes lenient = ServiceTypes.of("demo.Service").unknownAsMap(true).build();
        Object map = Wire.read(bytes, Object.class, lenient);
        assertThat(map).isEqualTo(mapOf("next", null, "number", 0));
    }

    private static Map<String, Object> mapOf(String a, Object va, String b, Object vb) {
        Map<String, Object> map = new HashMap<>();
        map.put(a, va);
        map.put(b, vb);
        return map;
    }

    @Test
    void aMessageSharesItsTablesBetweenValues() {
        Hessian2Serialization hessian = new Hessian2Serialization();
        ByteBuf buffer = Unpooled.buffer();
        var writer = hessian.writer();
        writer.begin(buffer, Dialect.DUBBO);
        writer.writeString("2.0.2");
        writer.writeByte(7);
        Node node = new Node();
        writer.writeObject(node, hessian.declare(Node.class));
        writer.writeObject(node, hessian.declare(Node.class));
        writer.writeMap(Map.of("k", "v"));
        writer.end();
        var reader = hessian.reader();
        reader.begin(buffer, Wire.types(Node.class));
        assertThat(reader.readString()).isEqualTo("2.0.2");
        assertThat(reader.readByte()).isEqualTo(7);
        Object first = reader.readObject(hessian.declare(Node.class));
        assertThat(reader.readObject(hessian.declare(Node.class))).isSameAs(first);
        assertThat(reader.readMap()).isEqualTo(Map.of("k", "v"));
        reader.end();
        assertThat(buffer.isReadable()).isFalse();
    }
}
