package io.redub.interop;

import io.redub.interop.api.Greeter;
import io.redub.interop.api.Mirror;

/**
 * The consumer's view of one pairing.
 *
 * @param url address of the provider; empty to find it through the registry
 */
record Session(Framework framework, String url) {

    Wish<Mirror> wish() {
        return Wish.mirror().at(url);
    }

    Mirror mirror() {
        return framework.refer(wish());
    }

    Greeter greeter(String group, String version) {
        return framework.refer(Wish.greeter(group, version).at(url));
    }
}
