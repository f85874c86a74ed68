package io.redub.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.redub.transport.Connection;
import io.redub.transport.Outgoing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientChannelTest {
    /** Takes every frame and does nothing with it. */
    private static final class Sinkhole implements Connection {
        @Override
        public String peer() {
            return "peer";
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean send(Outgoing outgoing) {
            return true;
        }

        @Override
        public boolean send(ByteBuf frame) {
            frame.release();
            return true;
        }

        @Override
        public void close() {}
    }

    private final List<CallFailure> failures = new ArrayList<>();
    private final ClientChannel channel = new ClientChannel(new Sinkhole(), 100, null, gone -> {});

    private long sendCall() {
        PendingCall call =
                new PendingCall(Unpooled.buffer(16).writeZero(16), Long.MAX_VALUE) {
                    @Override
                    protected void answered(int status, int flags, ByteBuf body) {
                        body.release();
                    }

                    @Override
                    protected void failed(CallFailure why, Throwable cause) {
                        failures.add(why);
                    }
                };
        channel.send(call);
        return call.frame().getLong(FrameHeader.ID_OFFSET);
    }

    private void receiveTooLarge(int flags, long id) {
        ByteBuf frame = Unpooled.buffer();
        FrameHeader.begin(frame, flags, 0);
        FrameHeader.id(frame, id);
        frame.writeZero(101);
        FrameHeader.end(frame);
        channel.received(frame);
    }

    @Test
    void onlyAResponseThatIsTooLargeEndsTheCallOfItsId() {
        long id = sendCall();
        receiveTooLarge(FrameHeader.REQUEST | FrameHeader.TWO_WAY | 2, id);
        receiveTooLarge(FrameHeader.EVENT | 2, id);
        receiveTooLarge(FrameHeader.REQUEST | FrameHeader.EVENT | 2, id);
        assertThat(failures).isEmpty();
        receiveTooLarge(2, id);
        assertThat(failures).containsExactly(CallFailure.TOO_LARGE);
    }
}
