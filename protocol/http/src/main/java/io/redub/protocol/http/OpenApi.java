package io.redub.protocol.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.redub.protocol.web.HttpStatuses;
import io.redub.service.MethodModel;
import io.redub.web.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Services as an OpenAPI 3.1 document. */
final class OpenApi {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator out;
    private final Schemas schemas;

    private OpenApi(JsonGenerator out) {
        this.out = out;
        this.schemas = new Schemas(out);
    }

    /** The document, UTF-8. */
    static byte[] describe(List<HttpService> services) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            new OpenApi(out).write(services);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    private void write(List<HttpService> services) throws IOException {
        out.writeStartObject();
        out.writeStringField("openapi", "3.1.0");
        out.writeObjectFieldStart("info");
        out.writeStringField("title", title(services));
        out.writeStringField("version", "1");
        out.writeEndObject();
        out.writeObjectFieldStart("paths");
        for (HttpService service : services) {
            Map<String, List<Operation>> byName = new LinkedHashMap<>();
            for (Operation each : service.own()) {
                byName.computeIfAbsent(each.method().name(), name -> new ArrayList<>()).add(each);
            }
            for (Map.Entry<String, List<Operation>> each : byName.entrySet()) {
                out.writeObjectFieldStart("/" + service.key() + "/" + each.getKey());
                post(service, each.getKey(), each.getValue());
                out.writeEndObject();
            }
        }
        out.writeEndObject();
        out.writeObjectFieldStart("components");
        out.writeObjectFieldStart("schemas");
        problem();
        schemas.writeNamed();
        out.writeEndObject();
        if (services.stream().anyMatch(OpenApi::hasToken)) {
            out.writeObjectFieldStart("securitySchemes");
            out.writeObjectFieldStart("token");
            out.writeStringField("type", "http");
            out.writeStringField("scheme", "bearer");
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static boolean hasToken(HttpService service) {
        return service.service().url().hasParameter("token");
    }

    private static String title(List<HttpService> services) {
        return services.isEmpty()
                ? "no service"
                : services.get(0).service().url().getParameter("application", "Redub");
    }

    private void post(HttpService service, String name, List<Operation> overloads)
            throws IOException {
        out.writeObjectFieldStart("post");
        out.writeStringField("operationId", service.key() + "." + name);
        out.writeArrayFieldStart("tags");
        out.writeString(service.key());
        out.writeEndArray();
        out.writeStringField("summary", Operation.signatures(overloads));
        if (hasToken(service)) {
            out.writeArrayFieldStart("security");
            out.writeStartObject();
            out.writeArrayFieldStart("token");
            out.writeEndArray();
            out.writeEndObject();
            out.writeEndArray();
        }
        out.writeObjectFieldStart("requestBody");
        out.writeBooleanField(
                "required", overloads.stream().noneMatch(each -> each.names().isEmpty()));
        content("application/json");
        oneOf(overloads);
        endContent();
        out.writeEndObject();
        responses(overloads);
        out.writeEndObject();
    }

    private void content(String mediaType) throws IOException {
        out.writeObjectFieldStart("content");
        out.writeObjectFieldStart(mediaType);
        out.writeFieldName("schema");
    }

    private void endContent() throws IOException {
        out.writeEndObject();
        out.writeEndObject();
    }

    private void oneOf(List<Operation> overloads) throws IOException {
        if (overloads.size() == 1) {
            arguments(overloads.get(0));
            return;
        }
        out.writeStartObject();
        out.writeArrayFieldStart("anyOf");
        for (Operation each : overloads) {
            arguments(each);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void arguments(Operation operation) throws IOException {
        MethodModel method = operation.method();
        out.writeStartObject();
        out.writeStringField("type", "object");
        out.writeStringField("title", operation.signature());
        out.writeObjectFieldStart("properties");
        for (int i = 0; i < operation.names().size(); i++) {
            out.writeFieldName(operation.names().get(i));
            schemas.write(method.parameterTypes().get(i));
        }
        out.writeEndObject();
        out.writeArrayFieldStart("required");
        for (int i = 0; i < operation.names().size(); i++) {
            if (method.parameterClasses().get(i).isPrimitive()) {
                out.writeString(operation.names().get(i));
            }
        }
        out.writeEndArray();
        out.writeBooleanField("additionalProperties", false);
        out.writeEndObject();
    }

    private void responses(List<Operation> overloads) throws IOException {
        out.writeObjectFieldStart("responses");
        List<Type> results =
                overloads.stream()
                        .filter(each -> !each.returnsNothing())
                        .map(each -> each.method().resultType())
                        .distinct()
                        .toList();
        if (!results.isEmpty()) {
            out.writeObjectFieldStart("200");
            out.writeStringField("description", "what the method returned");
            content("application/json");
            if (results.size() == 1) {
                schemas.write(results.get(0));
            } else {
                out.writeStartObject();
                out.writeArrayFieldStart("anyOf");
                for (Type each : results) {
                    schemas.write(each);
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            endContent();
            out.writeEndObject();
        }
        if (overloads.stream().anyMatch(Operation::returnsNothing)) {
            out.writeObjectFieldStart("204");
            out.writeStringField("description", "the method returned");
            out.writeEndObject();
        }
        out.writeObjectFieldStart("default");
        out.writeStringField("description", "a failure");
        content(Problem.MEDIA_TYPE);
        out.writeStartObject();
        out.writeStringField("$ref", "#/components/schemas/Problem");
        out.writeEndObject();
        endContent();
        out.writeEndObject();
        out.writeEndObject();
    }

    private void problem() throws IOException {
        out.writeObjectFieldStart("Problem");
        out.writeStringField("type", "object");
        out.writeObjectFieldStart("properties");
        for (String[] each :
                new String[][] {
                    {"title", "string"},
                    {"status", "integer"},
                    {"detail", "string"},
                    {HttpStatuses.CODE, "integer"},
                    {Problems.EXCEPTION, "string"},
                    {Problems.MESSAGE, "string"}
                }) {
            out.writeObjectFieldStart(each[0]);
            out.writeStringField("type", each[1]);
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeEndObject();
    }
}
