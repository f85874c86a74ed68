package io.redub.protocol.webservice;

import jakarta.xml.bind.JAXBElement;
import jakarta.xml.ws.WebFault;
import java.beans.Introspector;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * A declared exception as the detail of a fault: an element of its simple name with a child for
 * each property, or with {@link WebFault} the object that {@code getFaultInfo()} gives. Immutable.
 */
final class ExceptionForm {
    private static final String MESSAGE = "message";
    private static final Set<String> OF_THROWABLE =
            Set.of("getMessage", "getCause", "getLocalizedMessage", "getStackTrace");

    private final Class<?> type;
    private final QName element;
    private final @Nullable BeanForm bean;
    private final Map<String, Method> getters;
    private final @Nullable Method info;
    private final @Nullable Constructor<?> constructor;

    private ExceptionForm(
            Class<?> type,
            QName element,
            @Nullable BeanForm bean,
            Map<String, Method> getters,
            @Nullable Method info) {
        this.type = type;
        this.element = element;
        this.bean = bean;
        this.getters = getters;
        this.info = info;
        this.constructor = info == null ? ofProperties() : ofInfo(type, info.getReturnType());
    }

    static ExceptionForm of(Class<?> type, String namespace, GeneratedClasses place) {
        WebFault fault = type.getAnnotation(WebFault.class);
        String name = fault == null ? "" : fault.name();
        String uri = fault == null ? "" : fault.targetNamespace();
        QName element =
                new QName(
                        uri.isEmpty() ? namespace : uri,
                        name.isEmpty() ? type.getSimpleName() : name);
        Method info = fault == null ? null : getter(type, "getFaultInfo");
        if (info != null) {
            return new ExceptionForm(type, element, null, Map.of(), info);
        }
        Map<String, Method> getters = getters(type);
        List<Part> parts = new ArrayList<>();
        new TreeMap<>(getters)
                .forEach(
                        (each, getter) ->
                                parts.add(
                                        new Part(new QName(each), getter.getGenericReturnType())));
        BeanForm bean = BeanForm.make(place, type.getSimpleName(), element, "", parts);
        return new ExceptionForm(type, element, bean, getters, null);
    }

    private static @Nullable Method getter(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** The message, and what users' exceptions have beside it; those of the JDK have too much. */
    private static Map<String, Method> getters(Class<?> type) {
        Map<String, Method> found = new TreeMap<>();
        for (Method method : type.getMethods()) {
            String name = method.getName();
            boolean own =
                    !method.getDeclaringClass().getName().startsWith("java.")
                            && !OF_THROWABLE.contains(name)
                            && !Throwable.class.isAssignableFrom(method.getReturnType());
            boolean reads =
                    name.matches("get.+") && method.getReturnType() != void.class
                            || name.matches("is.+") && method.getReturnType() == boolean.class;
            if (own
                    && reads
                    && method.getParameterCount() == 0
                    && !method.isBridge()
                    && !Modifier.isStatic(method.getModifiers())) {
                method.setAccessible(true);
                found.put(
                        Introspector.decapitalize(name.substring(name.startsWith("is") ? 2 : 3)),
                        method);
            }
        }
        Method message = getter(type, "getMessage");
        if (message != null) {
            found.put(MESSAGE, message);
        }
        return found;
    }

    Class<?> type() {
        return type;
    }

    QName element() {
        return element;
    }

    /** What JAXB binds. */
    Class<?> detailType() {
        return bean == null ? Objects.requireNonNull(info).getReturnType() : bean.type();
    }

    /** Whether JAXB has to be told the element. */
    boolean isForeign() {
        return bean == null;
    }

    /** The object to be written as detail. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    Object detail(Throwable thrown) throws ReflectiveOperationException {
        if (info != null) {
            return new JAXBElement(element, info.getReturnType(), info.invoke(thrown));
        }
        List<Part> parts = Objects.requireNonNull(bean).parts();
        @Nullable Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            String name = parts.get(i).element().getLocalPart();
            // The message is the text of the fault; CXF's clients cannot read it as an element.
            values[i] =
                    name.equals(MESSAGE)
                            ? null
                            : Objects.requireNonNull(getters.get(name)).invoke(thrown);
        }
        return bean.of(values);
    }

    // --- and back

    /** The constructor that takes most of the properties by their names, else usual ones. */
    private @Nullable Constructor<?> ofProperties() {
        Constructor<?> best = null;
        for (Constructor<?> each : type.getConstructors()) {
            boolean known =
                    Arrays.stream(each.getParameters())
                            .allMatch(p -> p.isNamePresent() && takes(p));
            if (known
                    && each.getParameterCount() > 0
                    && (best == null || best.getParameterCount() < each.getParameterCount())) {
                best = each;
            }
        }
        return best != null
                ? best
                : first(
                        new Class<?>[] {String.class},
                        new Class<?>[] {String.class, Throwable.class},
                        new Class<?>[0]);
    }

    private boolean takes(Parameter parameter) {
        Method getter = getters.get(parameter.getName());
        return getter != null && parameter.getType().isAssignableFrom(getter.getReturnType());
    }

    private @Nullable Constructor<?> first(Class<?>[]... signatures) {
        for (Class<?>[] signature : signatures) {
            try {
                return type.getConstructor(signature);
            } catch (NoSuchMethodException next) {
                continue;
            }
        }
        return null;
    }

    private static @Nullable Constructor<?> ofInfo(Class<?> type, Class<?> info) {
        try {
            return type.getConstructor(String.class, info);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /**
     * The exception of a fault, or null if it has no constructor that is known how to call.
     *
     * @param text of the fault
     */
    @Nullable Throwable thrown(Object detail, @Nullable String text)
            throws ReflectiveOperationException {
        if (constructor == null) {
            return null;
        } else if (bean == null) {
            return (Throwable) constructor.newInstance(text, detail);
        }
        @Nullable Object[] values = bean.values(detail);
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            properties.put(bean.parts().get(i).element().getLocalPart(), values[i]);
        }
        // CXF says the message as the text alone.
        properties.compute(MESSAGE, (name, said) -> said == null ? text : said);
        return filled(properties);
    }

    private @Nullable Throwable filled(Map<String, @Nullable Object> properties)
            throws ReflectiveOperationException {
        Constructor<?> made = Objects.requireNonNull(constructor);
        Parameter[] parameters = made.getParameters();
        @Nullable Object[] arguments = new Object[parameters.length];
        boolean named =
                parameters.length > 0
                        && Arrays.stream(parameters).allMatch(p -> p.isNamePresent() && takes(p));
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] =
                    named
                            ? properties.remove(parameters[i].getName())
                            : i == 0 ? properties.remove(MESSAGE) : null;
        }
        made.setAccessible(true);
        Throwable thrown = (Throwable) made.newInstance(arguments);
        properties.remove(MESSAGE);
        for (Map.Entry<String, @Nullable Object> each : properties.entrySet()) {
            put(thrown, each.getKey(), each.getValue());
        }
        return thrown;
    }

    /** What no constructor takes stands in a field of this name, or stays behind. */
    private static void put(Throwable thrown, String name, @Nullable Object value)
            throws ReflectiveOperationException {
        for (Class<?> each = thrown.getClass();
                each != null && !each.getName().startsWith("java.");
                each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals(name)
                        && value != null
                        && Part.boxed(field.getType()).isInstance(value)) {
                    field.setAccessible(true);
                    field.set(thrown, value);
                    return;
                }
            }
        }
    }
}
