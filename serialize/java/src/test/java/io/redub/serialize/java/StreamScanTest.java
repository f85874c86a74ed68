package io.redub.serialize.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Dialect;
import io.redub.serialize.ObjectReader;
import io.redub.serialize.ObjectWriter;
import io.redub.serialize.SerializationException;
import io.redub.serialize.ServiceTypes;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is looked through is what the JDK then reads, byte for byte; else it is refused. */
class StreamScanTest {
    static class Base implements Serializable {
        private static final long serialVersionUID = 1L;
        String name = "base";
        int size = 5;
    }

    /** Writes itself, but nothing of its superclass. */
    public static class Written extends Base implements Externalizable {
        private static final long serialVersionUID = 1L;
        int number;

        public Written() {}

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeInt(number);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            number = in.readInt();
        }
    }

    /** What a record is told to write by methods is ignored by the JDK. */
    public record Pair(Object left, int right) implements Externalizable {
        @Override
        public void writeExternal(ObjectOutput out) {
            throw new IllegalStateException("called");
        }

        @Override
        public void readExternal(ObjectInput in) {
            throw new IllegalStateException("called");
        }
    }

    static class Item implements Serializable {
        private static final long serialVersionUID = 1L;
        final int id;

        Item(int id) {
            this.id = id;
        }
    }

    private static final AllowedTypes TYPES =
            ServiceTypes.of("the service")
                    .roots(List.of(Base.class, Written.class, Pair.class, Item.class))
                    .build();

    private final NativeJavaSerialization form = new NativeJavaSerialization();

    private ByteBuf written(Object value) {
        ByteBuf out = Unpooled.buffer();
        ObjectWriter writer = form.writer();
        writer.begin(out, Dialect.REDUB);
        writer.writeObject(value, form.declare(Object.class));
        writer.end();
        return out;
    }

    private Object read(ByteBuf in) {
        ObjectReader reader = form.reader();
        reader.begin(in, TYPES);
        try {
            return reader.readObject(form.declare(Object.class));
        } finally {
            reader.end();
        }
    }

    @Test
    void whoWritesItselfMayExtendASerializableClass() {
        Written sent = new Written();
        sent.number = 7;
        Object[] read = (Object[]) read(written(new Object[] {sent, "between", sent, new Base()}));
        assertThat(((Written) read[0]).number).isEqualTo(7);
        assertThat(read[1]).isEqualTo("between");
        assertThat(((Base) read[3]).size).isEqualTo(5);
    }

    @Test
    void aRecordIsItsComponentsWhateverItsMethodsSay() {
        Pair pair = new Pair("left", 2);
        assertThat((Object[]) read(written(new Object[] {pair, "behind"})))
                .containsExactly(pair, "behind");
    }

    @Test
    void manyItemsInAnImmutableListAreNoFlood() {
        List<Item> items = IntStream.range(0, 30_000).mapToObj(Item::new).toList();
        assertThat((List<?>) read(written(items))).hasSize(30_000);
    }

    @Test
    void manyOrderedKeysAreNoFlood() {
        Set<UUID> ids = new HashSet<>();
        IntStream.range(0, 30_000).forEach(i -> ids.add(new UUID(i, i)));
        assertThat(read(written(ids))).isEqualTo(ids);
    }

    /** Sets of sets, and at the bottom something through which all of them are met half empty. */
    @Test
    @Timeout(20)
    void setsMetBeforeTheyAreFullAreWeighedWhenTheyAreFull() {
        RawStream raw = new RawStream();
        nest(raw, 0, new int[60], new int[60]);
        assertThatThrownBy(() -> read(raw.out))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("hash codes");
    }

    private static void nest(RawStream raw, int level, int[] left, int[] right) {
        boolean last = level == left.length - 1;
        left[level] = raw.set(HashSet.class, last ? 1 : 2);
        if (last) {
            raw.object(AtomicReference.class);
            raw.array(Object[].class, level);
            for (int i = 0; i < level; i++) {
                raw.reference(left[i]);
            }
        } else {
            int next = level + 1;
            nest(raw, next, left, right);
            boolean bottom = next == left.length - 1;
            right[next] = raw.set(HashSet.class, bottom ? 1 : 3);
            if (!bottom) {
                raw.reference(left[next + 1]);
                raw.reference(right[next + 1]);
            }
            raw.text("x");
            raw.end();
        }
        raw.end();
    }

    @Test
    void listsThatClaimToBeLongInsideEachOtherTakeNoMemory() {
        int bytes = 100_000;
        RawStream raw = new RawStream();
        raw.array(Object[].class, 2);
        raw.array(byte[].class, bytes);
        raw.out.writeZero(bytes);
        for (int i = 0; i < 400; i++) {
            raw.object(ArrayList.class);
            raw.out.writeInt(4 * bytes);
            raw.block(4).writeInt(0);
        }
        for (int i = 0; i < 400; i++) {
            raw.end();
        }
        assertThatThrownBy(() -> read(raw.out))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("REJECTED");
    }

    @Test
    void noKeyAsksANameServer() throws IOException {
        Object url = URI.create("http://127.0.0.1/").toURL();
        assertThat(read(written(new Object[] {url}))).isInstanceOf(Object[].class);
        for (Object carrier :
                List.of(
                        new HashMap<>(Map.of(url, 1)),
                        new LinkedHashSet<>(List.of(List.of("x", url))),
                        Set.of(url))) {
            assertThatThrownBy(() -> read(written(carrier)))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("URL");
        }
    }

    @Test
    @Timeout(20)
    void textsOfOneHashCodeInATableAreRefused() {
        RawStream raw = new RawStream();
        int size = 1 << 16;
        raw.object(Hashtable.class);
        raw.out.writeFloat(0.75f).writeInt(0);
        raw.block(8).writeInt(2 * size).writeInt(size);
        for (int i = 0; i < size; i++) {
            StringBuilder key = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            raw.text(key.toString());
            raw.out.writeByte(0x70);
        }
        raw.end();
        assertThatThrownBy(() -> read(raw.out))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("hash codes");
    }

    /** The JDK would look for what such a class wrote itself, and take the rest for it. */
    @Test
    void classesOfImpossibleKindsAreRefused() {
        for (int kind : new int[] {1, 4, 6, 7, 8, 14, 32, 0x13}) {
            ByteBuf stream = written(7);
            int flags = afterName(stream, "java.lang.Number") + Long.BYTES;
            assertThat(stream.getByte(flags)).isEqualTo((byte) 2);
            stream.setByte(flags, kind);
            assertThatThrownBy(() -> read(stream))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("unknown kind");
        }
    }

    /** Which are none to the JDK: it takes the number for a negative one. */
    @Test
    void moreFieldsThanAClassCanHaveAreRefused() {
        ByteBuf stream = written(7);
        stream.setShort(afterName(stream, "java.lang.Number") + Long.BYTES + 1, 0xffff);
        stream.writeZero(1 << 20);
        assertThatThrownBy(() -> read(stream))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("65535 fields");
    }

    @Test
    void aNameIsTheOneThatTheJdkReads() {
        byte[] stream = ByteBufUtil.getBytes(written(7));
        ByteBuf longer = Unpooled.buffer();
        int end = afterName(Unpooled.wrappedBuffer(stream), "java.lang.Integer");
        longer.writeBytes(stream, 0, end - 1).writeByte(0xc1).writeByte(0xb2);
        longer.writeBytes(stream, end, stream.length - end);
        int length = end - "java.lang.Integer".length() - 2;
        longer.setShort(length, longer.getShort(length) + 1);
        assertThat(read(longer)).isEqualTo(7);
    }

    private static int afterName(ByteBuf stream, String name) {
        ByteBuf wanted = Unpooled.copiedBuffer(name, StandardCharsets.US_ASCII);
        int at = ByteBufUtil.indexOf(wanted, stream);
        assertThat(at).isPositive();
        return at + name.length();
    }
}
