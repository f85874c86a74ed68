package io.redub.protocol;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.Bound;
import io.redub.serialize.ReadLimits;
import io.redub.serialize.ServiceTypes;
import io.redub.service.GenericService;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The closed world of a service: the types that its own signatures name, what users admitted
 * beside, and the bounds of a message. All of it follows from the settings of this side; what a
 * peer or a registry says about it is never looked at.
 */
public final class ServiceWorld {
    /** Classes to admit, by name, separated by commas. */
    public static final String ADMIT = "serialize.admit";

    /** {@code error} or {@code map}: what becomes of an object of a class that is not admitted. */
    public static final String UNKNOWN = "serialize.unknown";

    /** The parameters of the world; they concern this process alone. */
    public static final Set<String> SETTINGS =
            Stream.concat(
                            Stream.of(ADMIT, UNKNOWN),
                            Arrays.stream(Bound.values()).map(Bound::parameter))
                    .collect(Collectors.toUnmodifiableSet());

    private ServiceWorld() {}

    /**
     * What may be deserialized for this service, on either side.
     *
     * @param url with this side's settings
     * @throws RpcException with the code CONFIGURATION if a setting of the world is wrong
     */
    public static AllowedTypes of(ServiceModel service, URL url) {
        List<Type> roots = new ArrayList<>();
        for (MethodModel method : service.methods()) {
            roots.addAll(method.parameterTypes());
            roots.add(method.resultType());
            roots.addAll(List.of(method.method().getGenericExceptionTypes()));
        }
        try {
            return ServiceTypes.of(url.getServiceKey())
                    .roots(roots)
                    .subtypes(AdmittedClasses::of)
                    .admit(AdmittedClasses.of(service))
                    .admit(AdmittedClasses.named(service, url.getParameter(ADMIT, "")))
                    .admit(AdmittedClasses.listed(service))
                    .unknownAsMap(unknownAsMap(service, url.getParameter(UNKNOWN)))
                    .limits(limits(url))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "service " + url.getServiceKey() + ": " + e.getMessage(),
                    e);
        }
    }

    private static boolean unknownAsMap(ServiceModel service, @Nullable String setting) {
        if (setting == null) {
            return service.type() == GenericService.class;
        }
        return switch (setting) {
            case "map" -> true;
            case "error" -> false;
            default ->
                    throw new IllegalArgumentException(
                            UNKNOWN + ": '" + setting + "' (expected: error or map)");
        };
    }

    private static ReadLimits limits(URL url) {
        ReadLimits limits = ReadLimits.DEFAULT;
        for (Bound bound : Bound.values()) {
            String setting = url.getParameter(bound.parameter());
            if (setting != null) {
                limits = limits.with(bound, number(bound, setting));
            }
        }
        return limits;
    }

    private static int number(Bound bound, String setting) {
        try {
            return Integer.parseInt(setting.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    bound.parameter()
                            + ": '"
                            + setting
                            + "' (expected: a whole number from 1 to "
                            + Integer.MAX_VALUE
                            + ")",
                    e);
        }
    }
}
