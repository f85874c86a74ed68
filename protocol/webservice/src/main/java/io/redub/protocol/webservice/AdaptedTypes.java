package io.redub.protocol.webservice;

import io.redub.serialize.SerializationException;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.beans.Introspector;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.AnnotationsAttribute;
import javassist.bytecode.Bytecode;
import javassist.bytecode.ClassFile;
import javassist.bytecode.ConstPool;
import javassist.bytecode.DuplicateMemberException;
import javassist.bytecode.FieldInfo;
import javassist.bytecode.MethodInfo;
import javassist.bytecode.Opcode;
import javassist.bytecode.SignatureAttribute;
import javassist.bytecode.annotation.Annotation;
import javassist.bytecode.annotation.ClassMemberValue;
import javax.xml.namespace.QName;
import org.glassfish.jaxb.runtime.v2.model.annotation.RuntimeAnnotationReader;
import org.glassfish.jaxb.runtime.v2.model.annotation.RuntimeInlineAnnotationReader;
import org.jspecify.annotations.Nullable;

/**
 * Types that JAXB is told to adapt, as if they had its annotation: records as beans of their
 * components, times as ISO text, and {@code Class} not at all, since JAXB would load one by the
 * name that a peer says. Of one service, while it is bound; not thread-safe.
 */
final class AdaptedTypes {
    private static final Set<Class<?>> TIMES =
            Set.of(
                    Duration.class,
                    Instant.class,
                    LocalDate.class,
                    LocalDateTime.class,
                    LocalTime.class,
                    MonthDay.class,
                    OffsetDateTime.class,
                    OffsetTime.class,
                    Period.class,
                    Year.class,
                    YearMonth.class,
                    ZonedDateTime.class);

    private final GeneratedClasses place;
    private final RuntimeAnnotationReader inner = new RuntimeInlineAnnotationReader();

    /** A class with the annotation that a type lacks. */
    private final Map<Class<?>, Class<?>> annotated = new HashMap<>();

    AdaptedTypes(GeneratedClasses place) {
        this.place = place;
    }

    /** JAXB's own reader of annotations, which also sees those that are not there. */
    RuntimeAnnotationReader reader() {
        return (RuntimeAnnotationReader)
                Proxy.newProxyInstance(
                        AdaptedTypes.class.getClassLoader(),
                        new Class<?>[] {RuntimeAnnotationReader.class},
                        (proxy, method, arguments) -> {
                            instead(method, arguments);
                            try {
                                return method.invoke(inner, arguments);
                            } catch (java.lang.reflect.InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private void instead(Method method, Object @Nullable [] arguments) {
        if (arguments == null) {
            return;
        }
        boolean asks =
                method.getName().equals("getClassAnnotation")
                        || method.getName().equals("hasClassAnnotation");
        List<Object> given = Arrays.asList(arguments);
        if (asks && given.contains(XmlJavaTypeAdapter.class)) {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Class<?> type && adapts(type)) {
                    Class<?> holder = annotated.get(type);
                    arguments[i] = holder == null ? annotated(type) : holder;
                }
            }
        }
    }

    private static boolean adapts(Class<?> type) {
        return type.isRecord() && !type.isAnnotationPresent(XmlJavaTypeAdapter.class)
                || TIMES.contains(type)
                || type == BigDecimal.class
                || type == Class.class;
    }

    private Class<?> annotated(Class<?> type) {
        Class<?> holder;
        if (type.isRecord()) {
            holder = ofRecord(type);
        } else if (type == Class.class) {
            holder = adapter(type, String.class, new NoClass());
        } else if (type == BigDecimal.class) {
            holder = adapter(type, type, new PlainDecimal());
        } else {
            holder = adapter(type, String.class, Text.of(type));
        }
        annotated.put(type, holder);
        return holder;
    }

    private Class<?> ofRecord(Class<?> type) {
        List<Part> parts =
                Arrays.stream(type.getRecordComponents())
                        .map(each -> new Part(new QName(each.getName()), each.getGenericType()))
                        .toList();
        BeanForm bean =
                BeanForm.make(
                        place,
                        type.getSimpleName(),
                        null,
                        Introspector.decapitalize(type.getSimpleName()),
                        parts);
        return adapter(type, bean.type(), RecordForm.of(type, bean));
    }

    /** A subclass of {@link ValueAdapter} for the two types, with the annotation that names it. */
    private Class<?> adapter(Class<?> type, Class<?> bound, ValueAdapter.Form form) {
        String base = ValueAdapter.class.getName();
        String formType = ValueAdapter.Form.class.descriptorString();
        ClassFile file =
                new ClassFile(false, place.freshName(type.getSimpleName() + "Adapter"), base);
        file.setMajorVersion(ClassFile.JAVA_8);
        file.setAccessFlags(AccessFlag.PUBLIC | AccessFlag.FINAL | AccessFlag.SUPER);
        ConstPool pool = file.getConstPool();
        file.addAttribute(
                new SignatureAttribute(
                        pool,
                        "L%s<%s%s>;"
                                .formatted(
                                        base.replace('.', '/'),
                                        bound.descriptorString(),
                                        type.descriptorString())));
        Annotation annotation = new Annotation(XmlJavaTypeAdapter.class.getName(), pool);
        annotation.addMemberValue("value", new ClassMemberValue(file.getName(), pool));
        AnnotationsAttribute annotations =
                new AnnotationsAttribute(pool, AnnotationsAttribute.visibleTag);
        annotations.addAnnotation(annotation);
        file.addAttribute(annotations);
        FieldInfo field = new FieldInfo(pool, "form", formType);
        field.setAccessFlags(AccessFlag.PUBLIC | AccessFlag.STATIC);
        Bytecode code = new Bytecode(pool, 2, 1);
        code.addAload(0);
        code.addGetstatic(file.getName(), "form", formType);
        code.addInvokespecial(base, MethodInfo.nameInit, "(" + formType + ")V");
        code.addOpcode(Opcode.RETURN);
        MethodInfo constructor = new MethodInfo(pool, MethodInfo.nameInit, "()V");
        constructor.setAccessFlags(AccessFlag.PUBLIC);
        constructor.setCodeAttribute(code.toCodeAttribute());
        try {
            file.addField(field);
            file.addMethod(constructor);
            Class<?> made = place.define(file);
            made.getField("form").set(null, form);
            return made;
        } catch (DuplicateMemberException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private record NoClass() implements ValueAdapter.Form {
        @Override
        public Object read(Object bound) {
            throw new SerializationException("java.lang.Class is not read from XML");
        }

        @Override
        public Object write(Object value) {
            throw new SerializationException("java.lang.Class is not written as XML");
        }
    }

    /** XML has no exponents: of some characters there would be an answer of gigabytes. */
    private record PlainDecimal() implements ValueAdapter.Form {
        private static final int MOST_ZEROS = 10_000;

        @Override
        public Object read(Object bound) {
            return checked(bound);
        }

        @Override
        public Object write(Object value) {
            return checked(value);
        }

        private static Object checked(Object value) {
            int scale = ((BigDecimal) value).scale();
            if (scale < -MOST_ZEROS || scale > MOST_ZEROS) {
                throw new SerializationException(
                        "a decimal number with the exponent "
                                + -(long) scale
                                + " (expected: -"
                                + MOST_ZEROS
                                + " to "
                                + MOST_ZEROS
                                + ", since XML has all the zeros)");
            }
            return value;
        }
    }

    /** Times as {@code toString} writes them, which is ISO 8601. */
    private record Text(MethodHandle parse) implements ValueAdapter.Form {
        static Text of(Class<?> type) {
            try {
                return new Text(
                        MethodHandles.publicLookup()
                                .findStatic(
                                        type,
                                        "parse",
                                        MethodType.methodType(type, CharSequence.class))
                                .asType(MethodType.methodType(Object.class, CharSequence.class)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Object read(Object bound) throws Exception {
            try {
                return (Object) parse.invokeExact((CharSequence) bound.toString().strip());
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Object write(Object value) {
            return value.toString();
        }
    }

    private record RecordForm(BeanForm bean, Constructor<?> constructor, Method[] accessors)
            implements ValueAdapter.Form {
        static RecordForm of(Class<?> type, BeanForm bean) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            Method[] accessors =
                    Arrays.stream(components)
                            .map(RecordComponent::getAccessor)
                            .toArray(Method[]::new);
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                for (Method accessor : accessors) {
                    accessor.setAccessible(true);
                }
                return new RecordForm(bean, constructor, accessors);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Object read(Object bound) throws Exception {
            return constructor.newInstance(bean.values(bound));
        }

        @Override
        public Object write(Object value) throws Exception {
            @Nullable Object[] values = new Object[accessors.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = accessors[i].invoke(value);
            }
            return bean.of(values);
        }
    }
}
