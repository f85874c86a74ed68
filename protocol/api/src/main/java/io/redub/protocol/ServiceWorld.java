package io.redub.protocol;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.ServiceTypes;
import io.redub.service.GenericService;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** The closed world of a service: the types that its own signatures name. */
public final class ServiceWorld {
    private ServiceWorld() {}

    /** What may be deserialized for this service, on either side. */
    public static AllowedTypes of(ServiceModel service, URL url) {
        List<Type> roots = new ArrayList<>();
        for (MethodModel method : service.methods()) {
            roots.addAll(method.parameterTypes());
            roots.add(method.resultType());
            roots.addAll(List.of(method.method().getGenericExceptionTypes()));
        }
        return ServiceTypes.of(url.getServiceKey())
                .roots(roots)
                .unknownAsMap(service.type() == GenericService.class)
                .build();
    }
}
