package io.redub.interop;

import io.redub.interop.api.Greeter;
import io.redub.interop.api.Mirror;

/** A service to be exported; an empty group or version means none. */
record Offer(Class<?> type, Object bean, String group, String version) {

    /** What every peer offers: the mirror, and two greeters told apart by group and version. */
    static Offer[] standard(Framework framework, String name) {
        return new Offer[] {
            new Offer(Mirror.class, new MirrorBean(framework, name), "", ""),
            greeter("red", "1.0.0"),
            greeter("blue", "2.0.0"),
        };
    }

    private static Offer greeter(String group, String version) {
        return new Offer(Greeter.class, (Greeter) () -> group + " " + version, group, version);
    }
}
