package io.redub.interop;

import io.redub.interop.api.Board;
import io.redub.interop.api.Greeter;
import io.redub.interop.api.Ledger;
import io.redub.interop.api.Mirror;
import java.util.Map;

/**
 * A reference to be had.
 *
 * @param url address that bypasses the registry; empty to use the registry
 * @param oneWay name of the method that waits for no answer; empty for none
 * @param retries further tries after the first
 */
record Wish<T>(
        Class<T> type,
        String group,
        String version,
        String url,
        int timeoutMillis,
        int retries,
        String oneWay,
        Map<String, String> parameters) {

    static Wish<Mirror> mirror() {
        return new Wish<>(Mirror.class, "", "", "", 10_000, 0, "", Map.of());
    }

    static Wish<Greeter> greeter(String group, String version) {
        return new Wish<>(Greeter.class, group, version, "", 10_000, 0, "", Map.of());
    }

    static Wish<Board> board() {
        return new Wish<>(Board.class, "", "", "", 10_000, 0, "", Map.of());
    }

    static Wish<Ledger> ledger() {
        return new Wish<>(Ledger.class, "", "", "", 10_000, 0, "", Map.of());
    }

    Wish<T> at(String address) {
        return new Wish<>(
                type, group, version, address, timeoutMillis, retries, oneWay, parameters);
    }

    Wish<T> within(int millis) {
        return new Wish<>(type, group, version, url, millis, retries, oneWay, parameters);
    }

    Wish<T> retried(int times) {
        return new Wish<>(type, group, version, url, timeoutMillis, times, oneWay, parameters);
    }

    Wish<T> notWaitingFor(String method) {
        return new Wish<>(type, group, version, url, timeoutMillis, retries, method, parameters);
    }

    Wish<T> with(String key, String value) {
        return new Wish<>(
                type, group, version, url, timeoutMillis, retries, oneWay, Map.of(key, value));
    }
}
