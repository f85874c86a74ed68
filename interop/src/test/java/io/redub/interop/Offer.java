package io.redub.interop;

import io.redub.interop.api.Board;
import io.redub.interop.api.Greeter;
import io.redub.interop.api.Ledger;
import io.redub.interop.api.Mirror;
import java.util.Map;

/** A service to be exported; an empty group or version means none. */
record Offer(
        Class<?> type, Object bean, String group, String version, Map<String, String> parameters) {

    /** A bean of a service whose interface the provider does not have. */
    @FunctionalInterface
    interface Generic {
        Object answer(String method, Object[] arguments);
    }

    private static final Map<String, String> CALLED_BACK =
            Map.of(
                    "watch.1.callback", "true",
                    "unwatch.0.callback", "false",
                    "callbacks", "10",
                    "timeout", "10000");

    /** What every peer offers: the mirror, and two greeters told apart by group and version. */
    static Offer[] standard(Framework framework, String name) {
        return new Offer[] {
            new Offer(Mirror.class, new MirrorBean(framework, name), "", "", Map.of()),
            greeter("red", "1.0.0"),
            greeter("blue", "2.0.0"),
            new Offer(Board.class, new BoardBean(), "", "", CALLED_BACK),
            new Offer(Ledger.class, (Generic) GenericProviderCases::answer, "", "", Map.of()),
        };
    }

    private static Offer greeter(String group, String version) {
        return new Offer(
                Greeter.class, (Greeter) () -> group + " " + version, group, version, Map.of());
    }
}
