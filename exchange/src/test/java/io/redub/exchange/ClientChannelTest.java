package io.redub.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientChannelTest {
    private final List<CallFailure> failures = new ArrayList<>();
    private final RecordingConnection connection = new RecordingConnection();
    private final ClientChannel channel = new ClientChannel(connection, 100, null, gone -> {});

    private long sendCall() {
        PendingCall<Object> call =
                new PendingCall<>(Unpooled.buffer(16).writeZero(16), 0, Long.MAX_VALUE) {
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
