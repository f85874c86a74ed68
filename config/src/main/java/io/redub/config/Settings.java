package io.redub.config;

import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings by their Dubbo parameter names, checked when they are set. Immutable. */
record Settings(Map<String, String> values) {
    static final Settings NONE = new Settings(Map.of());

    Settings with(String key, String value) {
        if (key.isBlank() || key.indexOf('&') >= 0 || key.indexOf('=') >= 0) {
            throw invalid("parameter name", key, "text without & and =");
        }
        Map<String, String> copy = new LinkedHashMap<>(values);
        copy.put(key, value);
        return new Settings(Collections.unmodifiableMap(copy));
    }

    Settings withMillis(String key, Duration value, long atLeast) {
        if (value.toMillis() < atLeast) {
            throw invalid(key, value.toMillis() + " ms", "≥ " + atLeast + " ms");
        }
        return with(key, Long.toString(value.toMillis()));
    }

    Settings withNumber(String key, int value, int atLeast) {
        if (value < atLeast) {
            throw invalid(key, Integer.toString(value), "≥ " + atLeast);
        }
        return with(key, Integer.toString(value));
    }

    /** A name that goes into service keys and paths, such as a group or a version. */
    Settings withName(String key, String value) {
        if (value.isBlank() || !value.matches("[A-Za-z0-9._*,:/$-]+")) {
            throw invalid(key, value, "letters, digits and . _ - / : , * $");
        }
        return with(key, value);
    }

    private static RpcException invalid(String key, String got, String expected) {
        return new RpcException(
                StatusCode.CONFIGURATION, key + ": '" + got + "' (expected: " + expected + ")");
    }
}
