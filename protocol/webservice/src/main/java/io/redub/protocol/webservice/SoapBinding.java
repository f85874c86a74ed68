package io.redub.protocol.webservice;

import io.redub.service.Admit;
import io.redub.service.GenericService;
import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.annotation.XmlRegistry;
import jakarta.xml.bind.annotation.XmlSeeAlso;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.glassfish.jaxb.runtime.api.JAXBRIContext;
import org.glassfish.jaxb.runtime.api.TypeReference;
import org.glassfish.jaxb.runtime.v2.JAXBContextFactory;
import org.glassfish.jaxb.runtime.v2.runtime.IllegalAnnotationsException;
import org.glassfish.jaxb.runtime.v2.runtime.JAXBContextImpl;

/**
 * An interface as XML: its operations, and the JAXB that knows the types of its signatures and no
 * others. Worked out once for each interface. Immutable and thread-safe.
 */
final class SoapBinding {
    /** One for all exports and references of an interface: JAXB takes its time. */
    private static final ClassValue<SoapBinding> BINDINGS =
            new ClassValue<>() {
                @Override
                protected SoapBinding computeValue(Class<?> type) {
                    return new SoapBinding(type);
                }
            };

    private final Names names;
    private final GeneratedClasses place;
    private final JAXBContextImpl jaxb;
    private final Operation[] operations;
    private final Map<QName, Operation> requests = new LinkedHashMap<>();

    private SoapBinding(Class<?> type) {
        this.names = new Names(type);
        this.place = new GeneratedClasses(type.getClassLoader());
        ServiceModel model = ServiceModel.of(type);
        this.operations = new Operation[model.methods().size()];
        Map<Class<?>, ExceptionForm> faults = new HashMap<>();
        for (MethodModel method : Names.ordered(model)) {
            Operation operation = operation(method, faults);
            operations[method.index()] = operation;
            if (requests.put(operation.request(), operation) != null) {
                throw refused(method, "another method has the element " + operation.request());
            }
        }
        List<Class<?>> admitted = admitted(type);
        try {
            this.jaxb = context(requests.values(), faults.values(), admitted);
        } catch (JAXBException e) {
            throw whoseFault(e, admitted);
        }
    }

    /**
     * @throws RpcException with the code CONFIGURATION if XML cannot carry its signatures; the
     *     message names the method and the type
     */
    static SoapBinding of(ServiceModel service) {
        if (service.type() == GenericService.class) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    service.interfaceName()
                            + " as a web service: its interface is not here (expected: a"
                            + " reference or service with the interface, since its signatures are"
                            + " the form of the messages)");
        }
        return BINDINGS.get(service.type());
    }

    private Operation operation(MethodModel method, Map<Class<?>, ExceptionForm> faults) {
        String name = names.operation(method);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < method.parameterTypes().size(); i++) {
            parts.add(new Part(names.parameter(method, i), method.parameterTypes().get(i)));
        }
        QName request = names.request(method, name);
        QName response = names.response(method, name);
        Type result = method.resultType();
        List<Part> results =
                result == void.class || result == Void.class
                        ? List.of()
                        : List.of(new Part(names.result(method), result));
        List<ExceptionForm> declared =
                Arrays.stream(method.method().getExceptionTypes())
                        .sorted(Comparator.comparingInt(SoapBinding::depth).reversed())
                        .map(
                                each ->
                                        faults.computeIfAbsent(
                                                each,
                                                type ->
                                                        ExceptionForm.of(
                                                                type, names.namespace(), place)))
                        .toList();
        return new Operation(
                method,
                name,
                request,
                response,
                BeanForm.make(place, name, request, "", parts),
                BeanForm.make(place, name + "Response", response, "", results),
                declared);
    }

    private static int depth(Class<?> type) {
        int depth = 0;
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            depth++;
        }
        return depth;
    }

    /** What users name beside the signatures. */
    private static List<Class<?>> admitted(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        XmlSeeAlso also = type.getAnnotation(XmlSeeAlso.class);
        if (also != null) {
            // What is generated from a WSDL has an object factory there with the elements of all
            // messages, which are made here.
            Arrays.stream(also.value())
                    .filter(each -> !each.isAnnotationPresent(XmlRegistry.class))
                    .forEach(found::add);
        }
        Admit admit = type.getAnnotation(Admit.class);
        if (admit != null) {
            found.addAll(Arrays.asList(admit.value()));
        }
        for (Method method : type.getMethods()) {
            Admit more = method.getAnnotation(Admit.class);
            if (more != null) {
                found.addAll(Arrays.asList(more.value()));
            }
        }
        return List.copyOf(found);
    }

    private JAXBContextImpl context(
            Collection<Operation> some, Collection<ExceptionForm> faults, List<Class<?>> admitted)
            throws JAXBException {
        List<Class<?>> classes = new ArrayList<>(admitted);
        List<TypeReference> elements = new ArrayList<>();
        for (Operation operation : some) {
            classes.add(operation.arguments().type());
            classes.add(operation.result().type());
        }
        for (ExceptionForm fault : faults) {
            classes.add(fault.detailType());
            if (fault.isForeign()) {
                elements.add(new TypeReference(fault.element(), fault.detailType()));
            }
        }
        Map<String, Object> properties = new HashMap<>();
        properties.put(JAXBRIContext.ANNOTATION_READER, new AdaptedTypes(place).reader());
        properties.put(JAXBRIContext.DEFAULT_NAMESPACE_REMAP, names.namespace());
        properties.put(JAXBRIContext.TYPE_REFERENCES, elements);
        JAXBContextImpl made =
                (JAXBContextImpl)
                        new JAXBContextFactory()
                                .createContext(classes.toArray(Class<?>[]::new), properties);
        for (Class<?> bean : made.getTypeInfoSet().beans().keySet()) {
            if (bean.getName().matches("javax?\\..*|jakarta\\.xml\\.ws\\.Holder")) {
                // JAXB takes it for a bean, mostly an empty one.
                throw new JAXBException("XML has no form for " + bean.getName());
            }
        }
        return made;
    }

    /** JAXB names its own classes; users know their methods. */
    private RpcException whoseFault(JAXBException all, List<Class<?>> admitted) {
        for (Operation operation : requests.values()) {
            try {
                context(List.of(operation), operation.faults(), List.of());
            } catch (JAXBException one) {
                return refused(operation.method(), text(one));
            }
        }
        return new RpcException(
                StatusCode.CONFIGURATION,
                names.service()
                        + " as a web service: its types"
                        + (admitted.isEmpty() ? "" : " and those admitted, " + admitted + ",")
                        + " cannot be bound together: "
                        + text(all),
                all);
    }

    private static String text(JAXBException e) {
        return e instanceof IllegalAnnotationsException several
                ? String.join(
                        "; ",
                        several.getErrors().stream()
                                .limit(3)
                                .map(each -> String.valueOf(each.getMessage()).strip())
                                .toList())
                : String.valueOf(e.getMessage());
    }

    private static RpcException refused(MethodModel method, String why) {
        String parameters =
                String.join(", ", method.parameterTypes().stream().map(Type::getTypeName).toList());
        return new RpcException(
                StatusCode.CONFIGURATION,
                "method "
                        + method.method().getDeclaringClass().getName()
                        + "."
                        + method.name()
                        + "("
                        + parameters
                        + "): "
                        + method.resultType().getTypeName()
                        + " cannot be carried by a web service: "
                        + why
                        + " (expected: values that JAXB binds, records, java.time)");
    }

    Names names() {
        return names;
    }

    JAXBContextImpl jaxb() {
        return jaxb;
    }

    Collection<Operation> operations() {
        return requests.values();
    }

    /** The operation of this method, or null for those that every service answers. */
    @org.jspecify.annotations.Nullable
    Operation operation(int index) {
        return operations[index];
    }

    @org.jspecify.annotations.Nullable
    Operation operation(QName request) {
        return requests.get(request);
    }
}
