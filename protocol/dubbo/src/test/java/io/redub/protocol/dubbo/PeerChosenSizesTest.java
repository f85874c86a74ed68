package io.redub.protocol.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.redub.exchange.ResponseStatus;
import io.redub.service.StatusCode;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Numbers and lengths that a peer chose have an upper bound where they are used. */
class PeerChosenSizesTest {
    @Test
    void aTimeoutIsADayAtMost() {
        long day = TimeUnit.DAYS.toMillis(1);
        for (Object asked : new Object[] {"999999999999999999", "86400001", Long.MAX_VALUE}) {
            assertThat(RequestAttachments.timeout(Map.of("timeout", asked))).isEqualTo(day);
            assertThat(RequestAttachments.timeout(Map.of("_TO", asked))).isEqualTo(day);
        }
        assertThat(RequestAttachments.timeout(Map.of("timeout", "-5"))).isZero();
        assertThat(RequestAttachments.timeout(Map.of("timeout", "3000"))).isEqualTo(3000);
    }

    @Test
    void anErrorFrameTakesNoMoreMemoryThanTheMessageThatIsSent() {
        String message = "x".repeat(5_000_000);
        ByteBuf frame =
                ErrorFrame.of(2, 1, ResponseStatus.BAD_REQUEST, StatusCode.SERIALIZATION, message);
        assertThat(frame.capacity()).isLessThan(16 * 1024);
        assertThat(ErrorFrame.cut(message)).hasSize(8 * 1024);
    }
}
