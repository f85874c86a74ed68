package io.redub.registry.zookeeper;

import io.redub.registry.ApplicationInstance;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of an instance node, as Curator's service discovery writes it for Dubbo: consumers read
 * it into fixed classes, so names and shape are not ours to choose.
 */
final class InstanceJson {
    private static final String PAYLOAD_CLASS =
            "org.apache.dubbo.registry.zookeeper.ZookeeperInstance";

    private InstanceJson() {}

    static byte[] of(ApplicationInstance instance, long nowMillis) {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        endpoint.put("port", instance.port());
        endpoint.put("protocol", instance.protocol());

        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("dubbo.endpoints", print(List.of(endpoint)));
        metadata.put(
                "dubbo.metadata-service.url-params", print(instance.metadataServiceParameters()));
        metadata.put("dubbo.metadata.revision", instance.revision());
        metadata.put("dubbo.metadata.storage-type", "local");
        // 2.0.0 would have consumers call another metadata service, over another protocol.
        metadata.put("meta-v", "1.0.0");
        metadata.put("timestamp", Long.toString(nowMillis));

        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("@class", PAYLOAD_CLASS);
        payload.put("id", instance.id());
        payload.put("name", instance.application());
        payload.put("metadata", metadata);

        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("name", instance.application());
        node.put("id", instance.id());
        node.put("address", instance.host());
        node.put("port", instance.port());
        node.put("sslPort", null);
        node.put("payload", payload);
        node.put("registrationTimeUTC", nowMillis);
        node.put("serviceType", "DYNAMIC");
        node.put("uriSpec", null);
        return print(node).getBytes(StandardCharsets.UTF_8);
    }

    private static String print(Object value) {
        StringBuilder out = new StringBuilder();
        print(value, out);
        return out.toString();
    }

    private static void print(@Nullable Object value, StringBuilder out) {
        String separator = "";
        if (value instanceof Map<?, ?> map) {
            out.append('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                quote(String.valueOf(entry.getKey()), out);
                out.append(':');
                print(entry.getValue(), out);
                separator = ",";
            }
            out.append('}');
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (Object element : list) {
                out.append(separator);
                print(element, out);
                separator = ",";
            }
            out.append(']');
        } else if (value instanceof String text) {
            quote(text, out);
        } else {
            out.append(value);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
