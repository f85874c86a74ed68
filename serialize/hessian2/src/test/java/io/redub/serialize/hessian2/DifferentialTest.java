package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.serialize.Dialect;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
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

    private static Iterator<Object> graphs(Peer peer) {
        boolean handles = !peer.toString().equals("Caucho");
        // 3.2.13 gives a UUID no number when it reads it, and so misreads all references after it.
        boolean uuids = !peer.toString().endsWith("3");
        return Stream.iterate(SEED, seed -> seed + 1)
                .limit(COUNT)
                .map(seed -> new Graphs(seed, handles, uuids).next(3))
                .iterator();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("peers")
    void whatRedubWritesThePeerReadsAsEqual(Peer peer) throws Exception {
        long seed = SEED;
        for (Iterator<Object> each = graphs(peer); each.hasNext(); seed++) {
            Object value = each.next();
            Object read = peer.read(Wire.write(value, Object.class, Dialect.DUBBO));
            assertThat(Graphs.same(value, read)).as("%s, seed %d", peer, seed).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("peers")
    void whatThePeerWritesRedubReadsAsEqual(Peer peer) throws Exception {
        long seed = SEED;
        for (Iterator<Object> each = graphs(peer); each.hasNext(); seed++) {
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
        for (Iterator<Object> each = graphs(peer); each.hasNext(); ) {
            Object value = each.next();
            byte[] theirs = peer.write(value);
            same += Arrays.equals(theirs, Wire.write(value, Object.class, Dialect.DUBBO)) ? 1 : 0;
        }
        assertThat(same).isGreaterThan(COUNT * 3 / 4);
    }
}
