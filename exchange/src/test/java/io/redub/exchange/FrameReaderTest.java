package io.redub.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private final List<String> seen = new ArrayList<>();
    private final FrameReader reader = new FrameReader("peer", 100, sink());

    private FrameReader.Sink sink() {
        return new FrameReader.Sink() {
            @Override
            public void frame(int flags, int status, long id, ByteBuf body) {
                seen.add(flags + "/" + status + "/" + id + "/" + ByteBufUtil.hexDump(body));
                body.release();
            }

            @Override
            public void tooLarge(int flags, int status, long id, int length) {
                seen.add("too large " + id + " " + length);
            }
        };
    }

    private static ByteBuf frame(long id, int length) {
        ByteBuf frame = Unpooled.buffer();
        FrameHeader.begin(frame, 0xc2, 0);
        FrameHeader.id(frame, id);
        for (int i = 0; i < length; i++) {
            frame.writeByte(i);
        }
        FrameHeader.end(frame);
        return frame;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void framesComeOutTheSameHoweverTheBytesAreCut(long seed) {
        Random random = new Random(seed);
        ByteBuf wire = Unpooled.buffer();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int length = random.nextInt(160);
            wire.writeBytes(frame(i, length));
            ByteBuf body = frame(i, length).skipBytes(FrameHeader.LENGTH);
            expected.add(
                    length > 100
                            ? "too large " + i + " " + length
                            : "194/0/" + i + "/" + ByteBufUtil.hexDump(body));
        }
        ByteBuf in = Unpooled.buffer();
        while (wire.isReadable()) {
            in.writeBytes(wire, Math.min(wire.readableBytes(), 1 + random.nextInt(40)));
            reader.read(in);
            in.discardReadBytes();
        }
        assertThat(seen).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void garbageIsSkippedUpToTheNextFrame() {
        ByteBuf in = Unpooled.buffer();
        in.writeBytes(
                "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        in.writeByte(0xda);
        in.writeByte(0x00);
        in.writeBytes(frame(7, 2));
        reader.read(in);
        assertThat(seen).containsExactly("194/0/7/0001");
    }

    @Test
    void aPeerThatSendsOnlyGarbageIsCutOff() {
        ByteBuf in = Unpooled.buffer().writeZero(FrameReader.GARBAGE_LIMIT + 2);
        assertThatThrownBy(() -> reader.read(in))
                .isInstanceOf(FramingException.class)
                .hasMessageContaining("peer");
    }

    @Test
    void aNegativeLengthEndsTheConnection() {
        ByteBuf in = frame(1, 0);
        in.setInt(12, -1);
        assertThatThrownBy(() -> reader.read(in)).hasMessageContaining("-1 bytes");
    }

    @Test
    void aBodyOverTheLimitIsNeverBuffered() {
        ByteBuf header = frame(9, 0);
        header.setInt(12, Integer.MAX_VALUE);
        reader.read(header);
        assertThat(seen).containsExactly("too large 9 " + Integer.MAX_VALUE);
        ByteBuf more = Unpooled.buffer().writeZero(5000);
        reader.read(more);
        assertThat(more.isReadable()).isFalse();
    }

    @Test
    void withoutALimitALengthThatNoBufferHoldsIsTooLarge() {
        FrameReader unlimited = new FrameReader("peer", 0, sink());
        ByteBuf fits = frame(1, 0);
        fits.setInt(12, FrameReader.MAX_BODY);
        unlimited.read(fits);
        assertThat(seen).isEmpty();
        assertThat(fits.readableBytes()).isEqualTo(FrameHeader.LENGTH);
        for (int limit : new int[] {0, Integer.MAX_VALUE}) {
            ByteBuf over = frame(9, 0);
            over.setInt(12, Integer.MAX_VALUE - 5);
            new FrameReader("peer", limit, sink()).read(over);
        }
        String tooLarge = "too large 9 " + (Integer.MAX_VALUE - 5);
        assertThat(seen).containsExactly(tooLarge, tooLarge);
    }
}
