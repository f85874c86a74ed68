package io.redub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.service.Result;
import io.redub.service.StatusCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZoneAwareClusterTest {
    private final Node east1 = node("e1:1", "registry.id=r1&registry.zone=east&registry.weight=30");
    private final Node east2 = node("e2:1", "registry.id=r1&registry.zone=east&registry.weight=30");
    private final Node west = node("w:1", "registry.id=r2&registry.zone=west&registry.weight=10");
    private final Node plain = node("p:1", "registry.id=r3");
    private long drawn;
    private final Policy policy =
            new Policy(ZoneAwareCluster.around(new FailfastCluster(), bound -> drawn % bound))
                    .over(east1, east2, west, plain);

    private static Node node(String address, String parameters) {
        Node node = new Node(address, 100);
        node.parameters = parameters;
        return node;
    }

    private int east() {
        return east1.calls.get() + east2.calls.get();
    }

    @Test
    void registriesShareTheCallsByTheirWeights() {
        for (drawn = 0; drawn < 140; drawn++) {
            policy.call();
        }
        assertThat(east()).isEqualTo(30);
        assertThat(west.calls).hasValue(10);
        assertThat(plain.calls).hasValue(100);
    }

    @Test
    void aCallMayNameItsZone() {
        for (int i = 0; i < 10; i++) {
            policy.call(Map.of("registry_zone", "west"));
        }
        assertThat(west.calls).hasValue(10);
    }

    @Test
    void theZoneIsLeftIfNobodyIsUpThereUnlessItIsForced() {
        west.available = false;
        assertThat(policy.call(Map.of("registry_zone", "west"))).isEqualTo(Result.value("ok"));
        assertThat(west.calls).hasValue(0);
        Result result = policy.call(Map.of("registry_zone", "west", "registry_zone_force", "true"));
        assertThat(((Result.Failure) result).status().code()).isEqualTo(StatusCode.NO_PROVIDER);
        assertThat(((Result.Failure) result).status().message()).contains("zone 'west'");
    }

    @Test
    void thePreferredRegistryComesFirstWhileSomebodyIsUpThere() {
        west.parameters += "&registry.preferred=true";
        policy.over(east1, east2, west, plain);
        for (drawn = 0; drawn < 20; drawn++) {
            policy.call();
        }
        policy.call(Map.of("registry_zone", "east"));
        assertThat(west.calls).hasValue(21);
        west.available = false;
        policy.call(Map.of("registry_zone", "east"));
        assertThat(east()).isEqualTo(1);
    }

    @Test
    void weightsOfZeroAreEqualWeights() {
        east1.parameters = "registry.id=r1&registry.weight=0";
        west.parameters = "registry.id=r2&registry.weight=-5";
        policy.over(east1, west);
        for (drawn = 0; drawn < 10; drawn++) {
            policy.call();
        }
        assertThat(east1.calls).hasValue(5);
        assertThat(west.calls).hasValue(5);
    }

    @Test
    void ifNobodyIsUpOneIsAskedAllTheSame() {
        east1.available = false;
        policy.over(east1);
        assertThat(policy.call()).isEqualTo(Result.value("ok"));
        assertThat(policy.over().failure().code()).isEqualTo(StatusCode.NO_PROVIDER);
    }

    @Test
    void withoutMarksAllProvidersAreOneRegistrys() {
        Node a = new Node("a:1", 100);
        Node b = new Node("b:1", 100);
        policy.over(a, b);
        for (int i = 0; i < 40; i++) {
            policy.call();
        }
        assertThat(a.calls).hasValueBetween(1, 39);
        assertThat(a.calls.get() + b.calls.get()).isEqualTo(40);
    }
}
