package io.redub.proxy.javassist;

import io.redub.proxy.CallHandler;
import io.redub.proxy.MethodCaller;
import io.redub.proxy.ProxyFactory;
import io.redub.service.EchoService;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javassist.CannotCompileException;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.CtField;
import javassist.CtMethod;
import javassist.CtNewConstructor;
import javassist.CtNewMethod;
import javassist.Modifier;
import javassist.NotFoundException;

/**
 * Generates one class per interface and end: methods that pass their index and boxed arguments on,
 * and a switch that calls an object's methods by index. No reflection remains in a call.
 */
public final class JavassistProxyFactory implements ProxyFactory {
    private static final String OBJECT = "java.lang.Object";

    private final Map<Class<?>, Constructor<?>> references = new HashMap<>();
    private final Map<Class<?>, Constructor<?>> callers = new HashMap<>();

    @Override
    public <T> T reference(Class<T> type, ServiceModel service, CallHandler handler) {
        Constructor<?> constructor;
        synchronized (references) {
            constructor = references.get(type);
            if (constructor == null) {
                constructor = generateReference(type, service);
                references.put(type, constructor);
            }
        }
        return type.cast(create(constructor, handler));
    }

    @Override
    public MethodCaller caller(ServiceModel service, Object target) {
        Class<?> type = service.type();
        Constructor<?> constructor;
        synchronized (callers) {
            constructor = callers.get(type);
            if (constructor == null) {
                constructor = generateCaller(type, service);
                callers.put(type, constructor);
            }
        }
        return (MethodCaller) create(constructor, target);
    }

    private static Object create(Constructor<?> constructor, Object argument) {
        try {
            return constructor.newInstance(argument);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("proxy class " + constructor + " cannot be used", e);
        }
    }

    private static Constructor<?> generateReference(Class<?> type, ServiceModel service) {
        GeneratedClass generated = new GeneratedClass(type, "Reference");
        try {
            CtClass made = generated.ctClass();
            made.addInterface(generated.type(type));
            if (type != EchoService.class) {
                made.addInterface(generated.type(EchoService.class));
            }
            made.addField(
                    CtField.make(
                            "private final " + CallHandler.class.getName() + " handler;", made));
            made.addConstructor(
                    CtNewConstructor.make(
                            "public "
                                    + made.getSimpleName()
                                    + "("
                                    + CallHandler.class.getName()
                                    + " handler) { this.handler = handler; }",
                            made));
            Set<String> written = new HashSet<>();
            for (MethodModel model : service.methods()) {
                for (Method method : variants(type, model)) {
                    String signature =
                            method.getName()
                                    + MethodModel.describe(method.getParameterTypes())
                                    + method.getReturnType().descriptorString();
                    if (written.add(signature)) {
                        addReferenceMethod(generated, method, model.index());
                    }
                }
            }
            made.addMethod(
                    CtNewMethod.make(
                            "public String toString() { return \"reference of "
                                    + type.getName()
                                    + "\"; }",
                            made));
            return generated.define().getConstructor(CallHandler.class);
        } catch (CannotCompileException | NotFoundException | NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "no proxy of " + type.getName() + " can be made: " + e.getMessage(), e);
        }
    }

    /** The method itself and those with other return types that it stands for. */
    private static List<Method> variants(Class<?> type, MethodModel model) {
        List<Method> all = new ArrayList<>();
        if (model.builtIn() && !model.method().getDeclaringClass().isAssignableFrom(type)) {
            if (model.method().getDeclaringClass() == EchoService.class) {
                all.add(model.method());
            }
            return all;
        }
        for (Method method : type.getMethods()) {
            if (method.getName().equals(model.name())
                    && MethodModel.describe(method.getParameterTypes())
                            .equals(model.descriptor())) {
                all.add(method);
            }
        }
        return all;
    }

    private static void addReferenceMethod(GeneratedClass generated, Method method, int index)
            throws CannotCompileException, NotFoundException {
        Class<?> returned = method.getReturnType();
        String call = "this.handler.call(" + index + ", $args)";
        String body;
        if (returned == void.class) {
            body = "{ " + call + "; }";
        } else {
            body = "{ return ($r) " + call + "; }";
        }
        CtClass[] parameters = generated.types(method.getParameterTypes());
        CtMethod made =
                CtNewMethod.make(
                        Modifier.PUBLIC,
                        generated.type(returned),
                        method.getName(),
                        parameters,
                        generated.types(method.getExceptionTypes()),
                        body,
                        generated.ctClass());
        generated.ctClass().addMethod(made);
    }

    private static Constructor<?> generateCaller(Class<?> type, ServiceModel service) {
        GeneratedClass generated = new GeneratedClass(type, "Caller");
        try {
            CtClass made = generated.ctClass();
            made.addInterface(generated.type(MethodCaller.class));
            String name = source(type);
            made.addField(CtField.make("private final " + name + " target;", made));
            made.addConstructor(
                    CtNewConstructor.make(
                            "public "
                                    + made.getSimpleName()
                                    + "(Object target) { this.target = ("
                                    + name
                                    + ") target; }",
                            made));
            StringBuilder body = new StringBuilder("{ switch ($1) {");
            for (MethodModel model : service.methods()) {
                if (!model.builtIn()) {
                    addCase(body, model);
                }
            }
            body.append("default: throw new IllegalArgumentException(\"no method \" + $1); } }");
            ClassPool pool = made.getClassPool();
            made.addMethod(
                    CtNewMethod.make(
                            Modifier.PUBLIC,
                            pool.get(OBJECT),
                            "call",
                            new CtClass[] {CtClass.intType, pool.get("java.lang.Object[]")},
                            new CtClass[] {pool.get("java.lang.Throwable")},
                            body.toString(),
                            made));
            return generated.define().getConstructor(Object.class);
        } catch (CannotCompileException | NotFoundException | NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "no caller of " + type.getName() + " can be made: " + e.getMessage(), e);
        }
    }

    private static void addCase(StringBuilder body, MethodModel model) {
        StringBuilder call = new StringBuilder("this.target.").append(model.name()).append('(');
        List<Class<?>> parameters = model.parameterClasses();
        for (int i = 0; i < parameters.size(); i++) {
            if (i > 0) {
                call.append(", ");
            }
            call.append(unboxed(parameters.get(i), "$2[" + i + "]"));
        }
        call.append(')');
        body.append("case ").append(model.index()).append(": ");
        if (model.method().getReturnType() == void.class) {
            body.append(call).append("; return null;");
        } else {
            body.append("return ($w) ").append(call).append(';');
        }
    }

    private static String unboxed(Class<?> type, String expression) {
        if (!type.isPrimitive()) {
            return "(" + source(type) + ") " + expression;
        }
        String wrapper = MethodType.methodType(type).wrap().returnType().getName();
        return "((" + wrapper + ") " + expression + ")." + type.getName() + "Value()";
    }

    /** The type's name as Java source has it. */
    static String source(Class<?> type) {
        return type.isArray() ? source(type.getComponentType()) + "[]" : type.getName();
    }
}
