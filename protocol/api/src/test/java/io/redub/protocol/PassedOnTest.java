package io.redub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Idempotent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassedOnTest {
    @Test
    void whatUsersAttachTravelsOn() {
        Map<String, Object> attached = Map.of("user", "u", "redub.priority", "sheddable");
        assertThat(PassedOn.of(attached)).isEqualTo(attached);
    }

    /** A caller knows what its call may do twice, not what its provider calls meanwhile. */
    @Test
    void thatACallMayRunTwiceSaysNothingOfTheCallsMadeForIt() {
        assertThat(PassedOn.of(Map.of(Idempotent.ID, "order-7", "retries", "3"))).isEmpty();
    }
}
