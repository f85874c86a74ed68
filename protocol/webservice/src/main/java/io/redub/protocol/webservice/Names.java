package io.redub.protocol.webservice;

import io.redub.service.MethodModel;
import io.redub.service.RpcException;
import io.redub.service.ServiceModel;
import io.redub.service.StatusCode;
import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.jws.soap.SOAPBinding;
import jakarta.xml.ws.RequestWrapper;
import jakarta.xml.ws.ResponseWrapper;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * How a service is called in XML. An interface with {@link WebService} has the names that Jakarta
 * XML Web Services gives it; any other one has those of CXF's simple frontend, which Dubbo's
 * protocol uses: children of messages are in the namespace of the service, too.
 */
final class Names {
    private final Class<?> type;
    private final @Nullable WebService annotation;
    private final String service;
    private final String namespace;
    private final Set<String> taken = new HashSet<>();

    Names(Class<?> type) {
        this.type = type;
        this.annotation = type.getAnnotation(WebService.class);
        String name = annotation == null ? "" : annotation.name();
        String uri = annotation == null ? "" : annotation.targetNamespace();
        this.service = name.isEmpty() ? type.getSimpleName() : name;
        this.namespace = uri.isEmpty() ? namespace(type.getPackageName()) : uri;
        refuse(type.getAnnotation(SOAPBinding.class), type.getName());
    }

    /** Such as {@code http://acme.com/} for {@code com.acme}. */
    static String namespace(String javaPackage) {
        if (javaPackage.isEmpty()) {
            return "http://DefaultNamespace";
        }
        List<String> parts = new ArrayList<>(List.of(javaPackage.split("\\.")));
        Collections.reverse(parts);
        return "http://" + String.join(".", parts) + "/";
    }

    String service() {
        return service;
    }

    String namespace() {
        return namespace;
    }

    boolean annotated() {
        return annotation != null;
    }

    /** What is between the name of the service and what it names, as each frontend has it. */
    String portType() {
        return annotated() ? service : service + "PortType";
    }

    /** The methods of users in the order in which overloads get their numbers. */
    static List<MethodModel> ordered(ServiceModel service) {
        return service.methods().stream()
                .filter(method -> !method.builtIn())
                .sorted(
                        Comparator.comparing(MethodModel::name)
                                .thenComparing(method -> method.parameterClasses().size())
                                .thenComparing(Names::types))
                .toList();
    }

    private static String types(MethodModel method) {
        return String.join("\n", method.parameterClasses().stream().map(Class::getName).toList());
    }

    /**
     * The name of an operation; to be asked once for each, in order. Of overloads the second is
     * {@code find1}.
     */
    String operation(MethodModel method) {
        WebMethod web = found(method.method(), WebMethod.class);
        String wanted = web == null ? "" : web.operationName();
        String name = wanted.isEmpty() ? method.name() : wanted;
        String free = name;
        for (int i = 1; !taken.add(free); i++) {
            free = name + i;
        }
        refuse(method.method().getAnnotation(SOAPBinding.class), type.getName() + "." + name);
        return free;
    }

    QName request(MethodModel method, String operation) {
        RequestWrapper wrapper = found(method.method(), RequestWrapper.class);
        return wrapper == null
                ? new QName(namespace, operation)
                : element(wrapper.localName(), wrapper.targetNamespace(), operation);
    }

    QName response(MethodModel method, String operation) {
        ResponseWrapper wrapper = found(method.method(), ResponseWrapper.class);
        return wrapper == null
                ? new QName(namespace, operation + "Response")
                : element(wrapper.localName(), wrapper.targetNamespace(), operation + "Response");
    }

    private QName element(String local, String uri, String otherwise) {
        return new QName(uri.isEmpty() ? namespace : uri, local.isEmpty() ? otherwise : local);
    }

    QName parameter(MethodModel method, int index) {
        WebParam web =
                annotation == null
                        ? null
                        : (WebParam)
                                Arrays.stream(method.method().getParameterAnnotations()[index])
                                        .filter(each -> each instanceof WebParam)
                                        .findFirst()
                                        .orElse(null);
        if (web == null) {
            return child("arg" + index);
        } else if (web.header() || web.mode() != WebParam.Mode.IN) {
            throw refused(
                    type.getName() + "." + method.name(),
                    "parameter " + index + " is in a header or comes back",
                    "parameters in the body that only go there");
        }
        String name = web.name().isEmpty() ? "arg" + index : web.name();
        return new QName(web.targetNamespace(), name);
    }

    QName result(MethodModel method) {
        WebResult web = found(method.method(), WebResult.class);
        if (web == null) {
            return child("return");
        }
        return new QName(web.targetNamespace(), web.name().isEmpty() ? "return" : web.name());
    }

    private QName child(String name) {
        return annotated() ? new QName(name) : new QName(namespace, name);
    }

    /** Without {@link WebService}, the others say nothing. */
    private <A extends Annotation> @Nullable A found(Method method, Class<A> kind) {
        return annotation == null ? null : method.getAnnotation(kind);
    }

    private static void refuse(@Nullable SOAPBinding binding, String where) {
        if (binding != null
                && (binding.style() != SOAPBinding.Style.DOCUMENT
                        || binding.use() != SOAPBinding.Use.LITERAL
                        || binding.parameterStyle() != SOAPBinding.ParameterStyle.WRAPPED)) {
            throw refused(where, "its @SOAPBinding", "document, literal, wrapped");
        }
    }

    private static RpcException refused(String where, String what, String expected) {
        return new RpcException(
                StatusCode.CONFIGURATION,
                where + " as a web service: " + what + " (expected: " + expected + ")");
    }
}
