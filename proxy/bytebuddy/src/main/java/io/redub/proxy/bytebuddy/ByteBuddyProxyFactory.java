package io.redub.proxy.bytebuddy;

import io.redub.proxy.CallHandler;
import io.redub.proxy.MethodCaller;
import io.redub.proxy.Neighbourhood;
import io.redub.proxy.ProxyFactory;
import io.redub.proxy.ReferenceMethod;
import io.redub.service.EchoService;
import io.redub.service.ServiceModel;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.FieldManifestation;
import net.bytebuddy.description.modifier.TypeManifestation;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.FieldAccessor;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * Generates one class per interface and end with Byte Buddy; a choice for applications that have it
 * anyway and would rather not have Javassist too. The classes live as long as the interface's.
 */
public final class ByteBuddyProxyFactory implements ProxyFactory {
    private static final ClassValue<Constructor<?>> REFERENCES =
            new ClassValue<>() {
                @Override
                protected Constructor<?> computeValue(Class<?> type) {
                    return constructor(referenceClass(type), CallHandler.class);
                }
            };

    private static final ClassValue<Constructor<?>> CALLERS =
            new ClassValue<>() {
                @Override
                protected Constructor<?> computeValue(Class<?> type) {
                    return constructor(callerClass(type), Object.class);
                }
            };

    @Override
    public <T> T reference(Class<T> type, ServiceModel service, CallHandler handler) {
        return type.cast(create(REFERENCES.get(type), handler));
    }

    @Override
    public MethodCaller caller(ServiceModel service, Object target) {
        return (MethodCaller) create(CALLERS.get(service.type()), target);
    }

    private static Class<?> referenceClass(Class<?> type) {
        Neighbourhood place = new Neighbourhood(type);
        DynamicType.Builder<?> made =
                start(place, "Reference", "handler", CallHandler.class, CallHandler.class)
                        .implement(type)
                        .defineMethod("toString", String.class, Visibility.PUBLIC)
                        .intercept(FixedValue.value("reference of " + type.getName()));
        if (!EchoService.class.isAssignableFrom(type)) {
            made = made.implement(EchoService.class);
        }
        for (ReferenceMethod reference : ReferenceMethod.of(type, ServiceModel.of(type))) {
            Method method = reference.method();
            made =
                    made.defineMethod(method.getName(), method.getReturnType(), Visibility.PUBLIC)
                            .withParameters(method.getParameterTypes())
                            .throwing(method.getExceptionTypes())
                            .intercept(
                                    MethodCall.invoke(CALL)
                                            .onField("handler")
                                            .with(reference.index())
                                            .withArgumentArray()
                                            .withAssigner(
                                                    Assigner.DEFAULT, Assigner.Typing.DYNAMIC));
        }
        return define(place, made);
    }

    private static Class<?> callerClass(Class<?> type) {
        Neighbourhood place = new Neighbourhood(type);
        MethodSwitch methods = new MethodSwitch(type, ServiceModel.of(type));
        DynamicType.Builder<?> made =
                start(place, "Caller", "target", type, Object.class).implement(MethodCaller.class);
        for (int part = 0; part < methods.parts(); part++) {
            made =
                    define(made, "part" + part, Visibility.PRIVATE)
                            .intercept(new Implementation.Simple(methods.part(part)));
        }
        return define(
                place,
                define(made, "call", Visibility.PUBLIC)
                        .intercept(new Implementation.Simple(methods.whole())));
    }

    private static DynamicType.Builder.MethodDefinition.ImplementationDefinition<?> define(
            DynamicType.Builder<?> made, String name, Visibility visibility) {
        return made.defineMethod(name, Object.class, visibility)
                .withParameters(int.class, Object[].class);
    }

    private static final Method CALL = only(CallHandler.class);

    private static Method only(Class<?> type) {
        return type.getMethods()[0];
    }

    /** A class with one field, which its constructor is given as {@code parameter}. */
    private static DynamicType.Builder<?> start(
            Neighbourhood place, String kind, String field, Class<?> type, Class<?> parameter) {
        try {
            return new ByteBuddy()
                    // Names of methods need not be names in Java, such as Kotlin's "total-impl".
                    .with(TypeValidation.DISABLED)
                    .subclass(Object.class, ConstructorStrategy.Default.NO_CONSTRUCTORS)
                    .name(place.freshName(kind))
                    .modifiers(Visibility.PUBLIC, TypeManifestation.FINAL)
                    .defineField(field, type, Visibility.PRIVATE, FieldManifestation.FINAL)
                    .defineConstructor(Visibility.PUBLIC)
                    .withParameters(parameter)
                    .intercept(
                            MethodCall.invoke(Object.class.getConstructor())
                                    .andThen(
                                            FieldAccessor.ofField(field)
                                                    .withAssigner(
                                                            Assigner.DEFAULT,
                                                            Assigner.Typing.DYNAMIC)
                                                    .setsArgumentAt(0)));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> define(Neighbourhood place, DynamicType.Builder<?> builder) {
        DynamicType made = builder.make();
        return place.define(made.getTypeDescription().getName(), made.getBytes());
    }

    private static Constructor<?> constructor(Class<?> made, Class<?> parameter) {
        try {
            return made.getConstructor(parameter);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(made + " was generated without its constructor", e);
        }
    }

    private static Object create(Constructor<?> constructor, Object argument) {
        try {
            return constructor.newInstance(argument);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("proxy class " + constructor + " cannot be used", e);
        }
    }
}
