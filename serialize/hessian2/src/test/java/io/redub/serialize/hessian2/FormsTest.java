package io.redub.serialize.hessian2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.serialize.Dialect;
import io.redub.serialize.SerializationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of Hessian 2.0: all are read, and the shortest is written. */
class FormsTest {
    private static Object read(String hex) {
        return Wire.read(hex.replace(" ", ""), Object.class);
    }

    private static int size(Object value) {
        return Wire.write(value, Object.class, Dialect.DUBBO).length;
    }

    @ParameterizedTest
    @CsvSource({
        "80, -16",
        "90, 0",
        "bf, 47",
        "c000, -2048",
        "c7ff, -1",
        "cfff, 2047",
        "d00000, -262144",
        "d7ffff, 262143",
        "49 00000001, 1",
        "49 80000000, -2147483648"
    })
    void everyFormOfAnIntIsRead(String hex, int value) {
        assertThat(read(hex)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "d8, -8",
        "e0, 0",
        "ef, 15",
        "f000, -2048",
        "ffff, 2047",
        "380000, -262144",
        "3fffff, 262143",
        "59 00000001, 1",
        "59 ffffffff, -1",
        "4c 0000000000000001, 1"
    })
    void everyFormOfALongIsRead(String hex, long value) {
        assertThat(read(hex)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "5b, 0.0",
        "5c, 1.0",
        "5d80, -128.0",
        "5e8000, -32768.0",
        "5f 000005dc, 1.5",
        "44 400a666666666666, 3.3",
        "44 8000000000000000, -0.0"
    })
    void everyFormOfADoubleIsRead(String hex, double value) {
        assertThat(read(hex)).isEqualTo(value);
    }

    @Test
    void bothFormsOfADateAreRead() {
        assertThat(read("4a 000000000000ea61")).isEqualTo(new Date(60_001));
        assertThat(read("4b 00000001")).isEqualTo(new Date(60_000));
        assertThat(read("4b ffffffff")).isEqualTo(new Date(-60_000));
    }

    @Test
    void everyFormOfAStringAndABinaryIsRead() {
        assertThat(read("00")).isEqualTo("");
        assertThat(read("02 6162")).isEqualTo("ab");
        assertThat(read("3002 6162")).isEqualTo("ab");
        assertThat(read("53 0002 6162")).isEqualTo("ab");
        assertThat(read("52 0001 61 52 0000 01 62")).isEqualTo("ab");
        assertThat(read("52 0001 61 53 0001 62")).isEqualTo("ab");
        assertThat(read("20")).isEqualTo(new byte[0]);
        assertThat(read("22 0102")).isEqualTo(new byte[] {1, 2});
        assertThat(read("3402 0102")).isEqualTo(new byte[] {1, 2});
        assertThat(read("42 0002 0102")).isEqualTo(new byte[] {1, 2});
        assertThat(read("41 0001 01 21 02")).isEqualTo(new byte[] {1, 2});
    }

    @Test
    void everyFormOfAListAndAMapIsRead() {
        List<Object> two = List.of(1, "a");
        assertThat(read("7a 91 0161")).isEqualTo(two);
        assertThat(read("58 92 91 0161")).isEqualTo(two);
        assertThat(read("57 91 0161 5a")).isEqualTo(two);
        String type = "13 6a6176612e7574696c2e41727261794c697374";
        assertThat(read("72" + type + "91 0161")).isEqualTo(two);
        assertThat(read("56" + type + "92 91 0161")).isEqualTo(two);
        assertThat(read("55" + type + "91 0161 5a")).isEqualTo(two);
        assertThat(read("7a 71" + type + "91 71 90 91")).isEqualTo(List.of(List.of(1), List.of(1)));
        assertThat(read("55 04 5b696e74 91 92 5a")).isEqualTo(new int[] {1, 2});
        assertThat(read("48 0161 91 5a")).isEqualTo(Map.of("a", 1));
        assertThat(read("4d 11 6a6176612e7574696c2e547265654d6170 0161 91 5a"))
                .isEqualTo(Map.of("a", 1));
        List<?> shared = (List<?>) read("7a 78 51 91");
        assertThat(shared.get(0)).isSameAs(shared.get(1));
    }

    @Test
    void bothFormsOfAnObjectAreRead() {
        byte[] compact = Wire.write(new V.Base(), V.Base.class, Dialect.DUBBO);
        int head =
                IntStream.range(0, compact.length)
                        .filter(i -> compact[i] == 0x60)
                        .findFirst()
                        .orElseThrow();
        byte[] full = new byte[compact.length + 1];
        System.arraycopy(compact, 0, full, 0, head);
        full[head] = 'O';
        full[head + 1] = (byte) 0x90;
        System.arraycopy(compact, head + 1, full, head + 2, compact.length - head - 1);
        Object read = Wire.read(full, V.Base.class, Wire.types(V.Base.class));
        assertThat(Alike.test(new V.Base(), read)).isTrue();
    }

    @Test
    void whatIsNoTagIsAnError() {
        for (int tag : new int[] {0x40, 0x45, 0x47, 0x50, 0x5a}) {
            assertThatThrownBy(() -> read(HexFormat.of().toHexDigits((byte) tag) + "909090"))
                    .as(Integer.toHexString(tag))
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void theShortestFormIsWritten() {
        int[][] ints = {
            {0, 1},
            {-16, 1},
            {47, 1},
            {48, 2},
            {2047, 2},
            {2048, 3},
            {262_143, 3},
            {262_144, 5},
            {-262_145, 5}
        };
        for (int[] each : ints) {
            assertThat(size(each[0])).as("int %d", each[0]).isEqualTo(each[1]);
        }
        long[][] longs = {
            {0, 1},
            {-8, 1},
            {15, 1},
            {16, 2},
            {2048, 3},
            {262_144, 5},
            {Integer.MIN_VALUE, 5},
            {1L << 31, 9}
        };
        for (long[] each : longs) {
            assertThat(size(each[0])).as("long %d", each[0]).isEqualTo((int) each[1]);
        }
        double[][] doubles = {
            {0, 1}, {1, 1}, {-128, 2}, {32_767, 3}, {1.5, 5}, {3.3, 9}, {-0.0, 9}
        };
        for (double[] each : doubles) {
            assertThat(size(each[0])).as("double %s", each[0]).isEqualTo((int) each[1]);
        }
        assertThat(size(new Date(60_000))).isEqualTo(5);
        assertThat(size(new Date(60_001))).isEqualTo(9);
        assertThat(size("x".repeat(31))).isEqualTo(32);
        assertThat(size("x".repeat(1023))).isEqualTo(1025);
        assertThat(size("x".repeat(1024))).isEqualTo(1027);
        assertThat(size(new byte[15])).isEqualTo(16);
        assertThat(size(new byte[1023])).isEqualTo(1025);
        assertThat(size(new byte[1024])).isEqualTo(1027);
        assertThat(size(new ArrayList<>(Collections.nCopies(7, 1)))).isEqualTo(8);
        assertThat(size(new ArrayList<>(Collections.nCopies(8, 1)))).isEqualTo(10);
        assertThat(size(new HashMap<>())).isEqualTo(2);
    }

    @Test
    void handlesOfCauchoAreTheNumbersTheyStandFor() throws Exception {
        Peer caucho = Peer.caucho();
        for (Object value : Arrays.<Object>asList((byte) 5, (short) 300, 3.3f)) {
            byte[] bytes = caucho.write(value);
            Object read = Wire.read(bytes, Object.class, Wire.types(Object.class));
            assertThat(read).isEqualTo(value);
        }
    }
}
