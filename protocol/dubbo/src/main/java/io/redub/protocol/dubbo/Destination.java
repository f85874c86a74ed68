package io.redub.protocol.dubbo;

import io.redub.url.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is called: what stands at the head of a request and among its attachments.
 *
 * @param version null for callbacks, which have none
 */
record Destination(
        String interfaceName, @Nullable String version, Map<String, String> attachments) {
    /** Attachment that says which callback of the connection is meant. */
    static final String CALLBACK_ID = "callback.service.instid";

    /** A service of a provider. */
    static Destination service(String interfaceName, URL url) {
        String version = url.getParameter("version", DubboWire.NO_VERSION);
        Map<String, String> map = new LinkedHashMap<>();
        map.put("path", url.getPath().isEmpty() ? interfaceName : url.getPath());
        map.put("remote.application", url.getParameter("application", "unknown"));
        map.put("interface", interfaceName);
        map.put("version", version);
        addSecrets(map, url);
        return new Destination(interfaceName, version, map);
    }

    /** A callback of a consumer. */
    static Destination callback(String interfaceName, String id, URL url) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put(CALLBACK_ID, id);
        map.put("path", interfaceName);
        map.put("remote.application", url.getParameter("application", "unknown"));
        addSecrets(map, url);
        return new Destination(interfaceName, null, map);
    }

    private static void addSecrets(Map<String, String> map, URL url) {
        putIfSet(map, "group", url.getGroup());
        putIfSet(map, "token", url.getParameter("token"));
        map.put(DubboWire.REDUB, "1");
    }

    private static void putIfSet(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
