package io.redub.protocol.hessian;

import io.redub.protocol.ProviderService;
import io.redub.protocol.web.PathService;
import io.redub.protocol.web.WebServicePort;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An exported service with all that its requests need. Immutable. */
final class HessianService extends PathService {
    private final int payload;
    private final HessianAttachments attachments;
    private final Map<String, List<HessianMethod>> named;
    private final Map<String, HessianMethod> mangled = new HashMap<>();
    private final boolean takesStreams;

    /**
     * @throws io.redub.service.RpcException with the code CONFIGURATION if Hessian cannot carry it
     */
    HessianService(ProviderService service, HessianValues values) {
        super(service);
        this.payload = WebServicePort.payload(service.url());
        this.attachments = new HessianAttachments(types(), values);
        HessianMethod[] methods = HessianMethod.all(service.model(), values.serialization());
        this.named =
                Arrays.stream(methods)
                        .collect(Collectors.groupingBy(method -> method.method().name()));
        for (HessianMethod method : methods) {
            mangled.put(HessianMethod.mangled(method.method()), method);
        }
        this.takesStreams =
                Arrays.stream(methods)
                        .anyMatch(method -> method.last() == HessianMethod.Binary.STREAM);
    }

    /** How they are written here. */
    HessianAttachments attachments() {
        return attachments;
    }

    /** Most bytes of a message that are kept in memory; 0 or less: no limit. */
    int payload() {
        return payload;
    }

    /** Whether a request may be of any length. */
    boolean takesStreams() {
        return takesStreams;
    }

    /**
     * The methods that a name may mean: plain, with the number of parameters behind two
     * underscores, or with their types.
     *
     * @param count of the arguments; negative if it is not known
     */
    List<HessianMethod> find(String name, int count) {
        HessianMethod exact = mangled.get(name);
        List<HessianMethod> plain = named.getOrDefault(name, List.of());
        int sign = name.lastIndexOf("__");
        if (plain.isEmpty() && exact == null && sign > 0) {
            List<HessianMethod> counted = named.getOrDefault(name.substring(0, sign), List.of());
            return of(counted, number(name.substring(sign + 2)));
        }
        List<HessianMethod> fit = of(plain, count);
        return fit.isEmpty() && exact != null ? List.of(exact) : fit;
    }

    private static List<HessianMethod> of(List<HessianMethod> some, int count) {
        return some.stream().filter(method -> count < 0 || method.count() == count).toList();
    }

    /** A number that no method has for what is none. */
    private static int number(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }
}
