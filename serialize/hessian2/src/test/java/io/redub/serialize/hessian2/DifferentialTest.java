package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.serialize.Dialect;
import io.redub.serialize.hessian2.Graphs.Some;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same graphs through Redub and through the other implementations, both ways. {@code
 * -Dredub.differential.count} says how many (default 1,500).
 */
class DifferentialTest {
    private static final int COUNT = Integer.getInteger("redub.differential.count", 1_500);
    private static final long SEED = Long.getLong("redub.differential.seed", 7L);

    static Stream<Peer> peers() throws Exception {
        return Stream.of(Peer.lite(3), Peer.lite(4), Peer.caucho());
    }

    private static Iterator<Object> graphs(Set<Some> some) {
        return Stream.iterate(SEED, seed -> seed + 1)
                .limit(COUNT)
                .map(seed -> new Graphs(seed, some).next(3))
                .iterator();
    }

    /** What the peer can read. */
    private static Set<Some> sent(Peer peer) {
        if (peer.dialect() == Dialect.CAUCHO) {
            return EnumSet.of(Some.UUIDS, Some.TIMES, Some.SMALL_NUMBERS);
        }
        EnumSet<Some> some = EnumSet.of(Some.TIMES, Some.OFFSETS, Some.BIT_SETS);
        // 3.2.13 gives a UUID no number when it reads it, and so misreads all references after it.
        if (!peer.toString().endsWith("3")) {
            some.add(Some.UUIDS);
        }
        return some;
    }

    /** What the peer can write. */
    private static Set<Some> received(Peer peer) {
        return peer.dialect() == Dialect.CAUCHO
                ? EnumSet.of(Some.UUIDS, Some.BIT_SETS, Some.SMALL_NUMBERS)
                : sent(peer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("peers")
    void whatRedubWritesThePeerReadsAsEqual(Peer peer) throws Exception {
        long seed = SEED;
        for (Iterator<Object> each = graphs(sent(peer)); each.hasNext(); seed++) {
            Object value = each.next();
            Object read = peer.read(Wire.write(value, Object.class, peer.dialect()));
            assertThat(Graphs.same(value, read)).as("%s, seed %d", peer, seed).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("peers")
    void whatThePeerWritesRedubReadsAsEqual(Peer peer) throws Exception {
        long seed = SEED;
        for (Iterator<Object> each = graphs(received(peer)); each.hasNext(); seed++) {
            Object value = each.next();
            byte[] bytes = peer.write(value);
            Object read =
                    Wire.read(bytes, Object.class, Wire.types(Object.class, Graphs.Item.class));
            assertThat(Graphs.same(value, read)).as("%s, seed %d", peer, seed).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("peers")
    void theBytesAreMostlyTheSame(Peer peer) throws Exception {
        int same = 0;
        Set<Some> both = EnumSet.copyOf(sent(peer));
        both.retainAll(received(peer));
        for (Iterator<Object> each = graphs(both); each.hasNext(); ) {
            Object value = each.next();
            byte[] theirs = peer.write(value);
            same += Arrays.equals(theirs, Wire.write(value, Object.class, peer.dialect())) ? 1 : 0;
        }
        assertThat(same).isGreaterThan(COUNT * 3 / 4);
    }

    /** Who speaks Hessian over HTTP may be Redub on both sides. */
    @Test
    void whatRedubWritesForCauchoRedubReadsAsEqual() {
        long seed = SEED;
        Set<Some> some = EnumSet.of(Some.UUIDS, Some.TIMES, Some.SMALL_NUMBERS);
        for (Iterator<Object> each = graphs(some); each.hasNext(); seed++) {
            Object value = each.next();
            byte[] bytes = Wire.write(value, Object.class, Dialect.CAUCHO);
            Object read =
                    Wire.read(bytes, Object.class, Wire.types(Object.class, Graphs.Item.class));
            assertThat(Graphs.same(value, read)).as("seed %d", seed).isTrue();
        }
    }
}
