package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.SerializationException;
import io.redub.serialize.ServiceTypes;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * Damaged messages. {@code -Dredub.fuzz.count} says how many (default 200,000), {@code
 * -Dredub.fuzz.seed} which.
 */
class FuzzTest {
    private static final int COUNT = Integer.getInteger("redub.fuzz.count", 200_000);
    private static final long SEED = Long.getLong("redub.fuzz.seed", 20_261_123L);

    /** Of one input; a pause of the collector or the machine has room in it. */
    private static final long MOST_NANOS = 2_000_000_000L;

    record Holder(Object any, List<Short> shorts, Graphs.Item item, int number) {}

    private static List<byte[]> corpus() {
        List<byte[]> corpus = new ArrayList<>();
        Graphs graphs = new Graphs(SEED);
        for (int i = 0; i < 150; i++) {
            byte[] bytes = Wire.write(graphs.nextForRedub(2), Object.class, Dialect.REDUB);
            if (bytes.length < 4_000) {
                corpus.add(bytes);
            }
        }
        Exception outer =
                new IllegalStateException("outer", new RoundTripTest.Problem(1, "p", null));
        outer.addSuppressed(new Exception("inner", outer));
        TreeMap<String, Object> reversed = new TreeMap<>(Collections.reverseOrder());
        reversed.put("a", new TreeSet<>(List.of(1, 2)));
        Object self = new ArrayList<>();
        @SuppressWarnings("unchecked")
        List<Object> cyclic = (List<Object>) self;
        cyclic.add(self);
        for (Object value :
                List.of(
                        outer,
                        reversed,
                        cyclic,
                        new Holder("x", List.of((short) 1), null, 7),
                        EnumSet.of(V.Color.RED),
                        new EnumMap<>(java.util.Map.of(V.Color.RED, 1)),
                        Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT),
                        new CopyOnWriteArrayList<>(List.of(1, 2)),
                        new int[][] {{1, 2}, {}, {3}},
                        java.util.Map.of(List.of(1, 2), Collections.singleton("x")))) {
            corpus.add(Wire.write(value, Object.class, Dialect.REDUB));
        }
        for (TypeTable.Group group : TypeTable.all()) {
            for (TypeTable.Row row : group.rows()) {
                for (Object value : row.values()) {
                    corpus.addAll(written(value));
                }
            }
        }
        return corpus;
    }

    /** The bytes for each reader, without what is too long or refused. */
    private static List<byte[]> written(Object value) {
        List<byte[]> all = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            try {
                all.add(Wire.write(value, Object.class, dialect));
            } catch (SerializationException refused) {
                continue; // TypeTableTest tells which.
            }
        }
        all.removeIf(bytes -> bytes.length > 4_000);
        return all;
    }

    private static final ReadLimits LIMITS = new ReadLimits(500, 200_000, 500);

    private static final ServiceTypes STRICT =
            ServiceTypes.of("demo.Fuzz")
                    .also(Holder.class, V.Color.class, RoundTripTest.Problem.class)
                    .limits(LIMITS)
                    .build();

    private static final ServiceTypes LENIENT =
            ServiceTypes.of("demo.Fuzz").unknownAsMap(true).limits(LIMITS).build();

    private static final Type[] DECLARED = {
        Object.class,
        Graphs.Item.class,
        Holder.class,
        List.class,
        Throwable.class,
        String.class,
        int.class,
        byte[].class,
        java.util.Map.class
    };

    @Test
    void noDamagedMessageDoesMoreThanFail() {
        List<byte[]> corpus = corpus();
        Hessian2Serialization hessian = new Hessian2Serialization();
        ObjectReader reader = hessian.reader();
        Random random = new Random(SEED);
        int failed = 0;
        long slowest = 0;
        long before = 0;
        for (int i = 0; i < COUNT; i++) {
            if (i == COUNT / 4) {
                before = used();
            }
            byte[] bytes = damage(random, corpus);
            ByteBuf in =
                    i % 3 == 0
                            ? Unpooled.directBuffer(bytes.length + 1).writeBytes(bytes)
                            : Unpooled.wrappedBuffer(bytes);
            long start = System.nanoTime();
            try {
                reader.begin(in, i % 2 == 0 ? STRICT : LENIENT);
                readAll(random.nextInt(16), reader, hessian, random);
            } catch (SerializationException e) {
                failed++;
            } catch (Throwable e) {
                throw new AssertionError(input(i, bytes), e);
            } finally {
                reader.end();
                in.release();
            }
            long took = System.nanoTime() - start;
            slowest = Math.max(slowest, took);
            if (took > MOST_NANOS) {
                throw new AssertionError(took + " ns for " + input(i, bytes));
            }
        }
        long grown = used() - before;
        System.out.printf(
                "%,d inputs, %,d refused, slowest %,d us, heap %+,d KiB%n",
                COUNT, failed, slowest / 1000, grown / 1024);
        assertThat(failed).isBetween(COUNT / 10, COUNT - 1);
        assertThat(grown).as("bytes of heap kept").isLessThan(16 << 20);
    }

    /** As protocols read: mostly one object, sometimes the strings and maps around it. */
    private static void readAll(
            int way, ObjectReader reader, Hessian2Serialization hessian, Random random) {
        switch (way) {
            case 0 -> reader.readMap();
            case 1 -> reader.readString();
            case 2 -> reader.readByte();
            default -> {
                Type declared = way < 10 ? Object.class : DECLARED[random.nextInt(DECLARED.length)];
                reader.readObject(hessian.declare(declared));
            }
        }
    }

    private static String input(int index, byte[] bytes) {
        return "seed %d, input %d: %s".formatted(SEED, index, Arrays.toString(bytes));
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static byte[] damage(Random random, List<byte[]> corpus) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        int times = 1 + random.nextInt(1 + random.nextInt(4));
        for (int i = 0; i < times && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> {
                    byte[] other = corpus.get(random.nextInt(corpus.size()));
                    int from = random.nextInt(other.length);
                    byte[] spliced = Arrays.copyOf(bytes, at + other.length - from);
                    System.arraycopy(other, from, spliced, at, other.length - from);
                    bytes = spliced;
                }
                default -> bytes[at] = (byte) "CHMNOQRSTUVWXYZ`pxPF".charAt(random.nextInt(20));
            }
        }
        return bytes;
    }

    @Test
    void randomGraphsComeBackEqual() {
        for (int i = 0; i < 2_000; i++) {
            Object value = new Graphs(SEED + i).nextForRedub(3);
            Object copy = Wire.copy(value, Object.class, Graphs.Item.class, Graphs.Longs.class);
            assertThat(Graphs.same(value, copy)).as("seed %d", SEED + i).isTrue();
        }
    }
}
