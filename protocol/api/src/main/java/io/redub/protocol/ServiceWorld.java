package io.redub.protocol;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.ServiceTypes;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.lang.reflect.Type;

/** The closed world of a service: the types that its own signatures name. */
public final class ServiceWorld {
    private ServiceWorld() {}

    /** What may be deserialized for this service, on either side. */
    public static AllowedTypes of(ServiceModel service, URL url) {
        ServiceTypes.Builder types = ServiceTypes.builder(url.getServiceKey());
        for (MethodModel method : service.methods()) {
            method.parameterTypes().forEach(types::root);
            types.root(method.resultType());
            for (Type thrown : method.method().getGenericExceptionTypes()) {
                types.root(thrown);
            }
        }
        return types.build();
    }
}
