package io.redub.protocol.http;

import io.redub.protocol.ProviderService;
import io.redub.protocol.web.PathService;
import io.redub.service.MethodModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An exported service with all that its requests need. Immutable. */
final class HttpService extends PathService {
    private final @Nullable Operation[] operations;

    /**
     * @throws io.redub.service.RpcException with the code CONFIGURATION if JSON cannot carry it
     */
    HttpService(ProviderService service, JsonValues values) {
        super(service);
        this.operations =
                service.model().methods().stream()
                        .map(method -> Operation.of(method, values.serialization()))
                        .toArray(Operation[]::new);
    }

    /** Those of a name; empty if there is none. */
    List<Operation> named(String name) {
        List<Operation> found = new ArrayList<>();
        for (MethodModel method : service().model().named(name)) {
            Operation operation = operations[method.index()];
            if (operation != null) {
                found.add(operation);
            }
        }
        return found;
    }

    /** Those that users wrote. */
    List<Operation> own() {
        return List.of(operations).stream()
                .filter(Objects::nonNull)
                .filter(operation -> !operation.method().builtIn())
                .toList();
    }

    String methodNames() {
        return own().stream()
                .map(operation -> operation.method().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
