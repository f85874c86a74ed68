package io.redub.extension;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.Bytecode;
import javassist.bytecode.ClassFile;
import javassist.bytecode.DuplicateMemberException;
import javassist.bytecode.ExceptionsAttribute;
import javassist.bytecode.FieldInfo;
import javassist.bytecode.MethodInfo;
import javassist.bytecode.Opcode;

/**
 * Generates the class of an adaptive extension. Each method is {@code return ((Point)
 * choosers[i].apply(a, b)).method(arguments)}: which extension is meant is decided in {@link
 * AdaptiveMethod}, and only types the interface knows already stand in the code. So it works for
 * interfaces of any class loader and of any access, as it is defined in the interface's own
 * package. (A hidden class would need no unique name, but cannot be defined for another module's
 * interface, and each class loader is an unnamed module of its own.)
 */
final class AdaptiveClass {
    private static final String CHOOSER = BiFunction.class.getName();
    private static final String CHOOSERS = BiFunction[].class.descriptorString();

    private static final AtomicInteger CLASSES = new AtomicInteger();

    private final Class<?> point;
    private final ClassFile code;

    private AdaptiveClass(Class<?> point) {
        this.point = point;
        this.code =
                new ClassFile(
                        false,
                        point.getName() + "$Adaptive" + CLASSES.incrementAndGet(),
                        "java.lang.Object");
    }

    static boolean isPossible(Class<?> point) {
        return methods(point).stream().anyMatch(m -> m.isAnnotationPresent(Adaptive.class));
    }

    /**
     * @throws IllegalStateException if a method cannot be made adaptive, or the interface's module
     *     is not open to this one
     */
    static <T> T instantiate(Class<T> point, ExtensionLoader<T> loader) {
        List<AdaptiveMethod> choosers = new ArrayList<>();
        AdaptiveClass adaptive = new AdaptiveClass(point);
        try {
            byte[] bytes = adaptive.generate(loader, choosers);
            Constructor<?> constructor =
                    MethodHandles.privateLookupIn(point, MethodHandles.lookup())
                            .defineClass(bytes)
                            .getDeclaredConstructor(BiFunction[].class);
            constructor.setAccessible(true);
            return point.cast(
                    constructor.newInstance((Object) choosers.toArray(new BiFunction<?, ?, ?>[0])));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(
                    "The adaptive class of "
                            + point.getName()
                            + " cannot be defined beside it: open"
                            + " the package in the module declaration of "
                            + point.getModule(),
                    e);
        } catch (ReflectiveOperationException | DuplicateMemberException | IOException e) {
            throw new IllegalStateException(
                    "The adaptive class of " + point.getName() + " cannot be made", e);
        }
    }

    /** All that a caller may call, but not what every object answers for itself. */
    private static List<Method> methods(Class<?> point) {
        return Stream.of(point.getMethods())
                .filter(m -> !Modifier.isStatic(m.getModifiers()) && !m.isBridge())
                .filter(m -> !isOfObject(m))
                .toList();
    }

    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private byte[] generate(ExtensionLoader<?> loader, List<AdaptiveMethod> choosers)
            throws DuplicateMemberException, IOException {
        // Straight-line code of this version needs no stack maps.
        code.setMajorVersion(ClassFile.JAVA_8);
        code.setAccessFlags(AccessFlag.FINAL | AccessFlag.SUPER | AccessFlag.SYNTHETIC);
        code.addInterface(point.getName());
        FieldInfo field = new FieldInfo(code.getConstPool(), "choosers", CHOOSERS);
        field.setAccessFlags(AccessFlag.PRIVATE | AccessFlag.FINAL);
        code.addField(field);
        constructor();
        for (Method method : methods(point)) {
            AdaptiveMethod chooser = new AdaptiveMethod(loader, point, method);
            method(method, choosers.size(), chooser);
            choosers.add(chooser);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        code.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private void constructor() throws DuplicateMemberException {
        Bytecode body = new Bytecode(code.getConstPool(), 2, 2);
        body.addAload(0);
        body.addInvokespecial("java.lang.Object", MethodInfo.nameInit, "()V");
        body.addAload(0);
        body.addAload(1);
        body.addPutfield(code.getName(), "choosers", CHOOSERS);
        body.addReturn(null);
        add(MethodInfo.nameInit, "(" + CHOOSERS + ")V", 0, body, new Class<?>[0]);
    }

    private void method(Method method, int index, AdaptiveMethod chooser)
            throws DuplicateMemberException {
        Class<?>[] types = method.getParameterTypes();
        int[] slots = new int[types.length + 1];
        slots[0] = 1;
        for (int i = 0; i < types.length; i++) {
            slots[i + 1] = slots[i] + (isWide(types[i]) ? 2 : 1);
        }
        int locals = slots[types.length];
        Bytecode body = new Bytecode(code.getConstPool(), locals + 4, locals);
        body.addAload(0);
        body.addGetfield(code.getName(), "choosers", CHOOSERS);
        body.addIconst(index);
        body.addOpcode(Opcode.AALOAD);
        loadObject(body, chooser.urlArgument, slots);
        loadObject(body, chooser.namingArgument, slots);
        body.addInvokeinterface(
                CHOOSER, "apply", MethodType.genericMethodType(2).toMethodDescriptorString(), 3);
        body.addCheckcast(point.getName());
        for (int i = 0; i < types.length; i++) {
            load(body, types[i], slots[i]);
        }
        String descriptor =
                MethodType.methodType(method.getReturnType(), types).toMethodDescriptorString();
        body.addInvokeinterface(point.getName(), method.getName(), descriptor, locals);
        body.addOpcode(returnOf(method.getReturnType()));
        add(method.getName(), descriptor, AccessFlag.PUBLIC, body, method.getExceptionTypes());
    }

    private void add(
            String name, String descriptor, int flags, Bytecode body, Class<?>[] exceptions)
            throws DuplicateMemberException {
        MethodInfo method = new MethodInfo(code.getConstPool(), name, descriptor);
        method.setAccessFlags(flags);
        method.setCodeAttribute(body.toCodeAttribute());
        if (exceptions.length > 0) {
            ExceptionsAttribute declared = new ExceptionsAttribute(code.getConstPool());
            declared.setExceptions(
                    Stream.of(exceptions).map(Class::getName).toArray(String[]::new));
            method.setExceptionsAttribute(declared);
        }
        code.addMethod(method);
    }

    private static void loadObject(Bytecode body, int argument, int[] slots) {
        if (argument < 0) {
            body.addOpcode(Opcode.ACONST_NULL);
        } else {
            body.addAload(slots[argument]);
        }
    }

    private static void load(Bytecode body, Class<?> type, int slot) {
        if (type == long.class) {
            body.addLload(slot);
        } else if (type == double.class) {
            body.addDload(slot);
        } else if (type == float.class) {
            body.addFload(slot);
        } else if (type.isPrimitive()) {
            body.addIload(slot);
        } else {
            body.addAload(slot);
        }
    }

    private static int returnOf(Class<?> type) {
        if (type == void.class) {
            return Opcode.RETURN;
        } else if (type == long.class) {
            return Opcode.LRETURN;
        } else if (type == double.class) {
            return Opcode.DRETURN;
        } else if (type == float.class) {
            return Opcode.FRETURN;
        }
        return type.isPrimitive() ? Opcode.IRETURN : Opcode.ARETURN;
    }

    private static boolean isWide(Class<?> type) {
        return type == long.class || type == double.class;
    }
}
