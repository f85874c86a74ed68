package io.redub.registry.zookeeper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.redub.registry.ApplicationInstance;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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

    private static final JsonFactory JSON = new JsonFactory();

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
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            print(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toString();
    }

    private static void print(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                print(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                print(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }
}
