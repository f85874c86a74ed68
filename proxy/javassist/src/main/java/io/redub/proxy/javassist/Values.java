package io.redub.proxy.javassist;

import java.lang.invoke.MethodType;
import javassist.bytecode.Bytecode;
import javassist.bytecode.Opcode;

/** Bytecode for values of any type: load, box, unbox, return. */
final class Values {
    private Values() {}

    /** Slots that a value takes among the locals or on the stack. */
    static int size(Class<?> type) {
        return type == long.class || type == double.class ? 2 : 1;
    }

    static void load(Bytecode code, int local, Class<?> type) {
        if (!type.isPrimitive()) {
            code.addAload(local);
        } else if (type == long.class) {
            code.addLload(local);
        } else if (type == float.class) {
            code.addFload(local);
        } else if (type == double.class) {
            code.addDload(local);
        } else {
            code.addIload(local);
        }
    }

    /** Makes an object of the value on the stack; null of a method without one. */
    static void box(Bytecode code, Class<?> type) {
        if (type == void.class) {
            code.addOpcode(Opcode.ACONST_NULL);
        } else if (type.isPrimitive()) {
            Class<?> wrapper = wrapper(type);
            code.addInvokestatic(
                    wrapper.getName(), "valueOf", GeneratedClass.descriptor(wrapper, type));
        }
    }

    /** Makes a value of {@code type} of the object on the stack. */
    static void unbox(Bytecode code, Class<?> type) {
        if (type.isPrimitive()) {
            String wrapper = wrapper(type).getName();
            code.addCheckcast(wrapper);
            code.addInvokevirtual(
                    wrapper, type.getName() + "Value", GeneratedClass.descriptor(type));
        } else if (type != Object.class) {
            code.addCheckcast(type.getName());
        }
    }

    static void giveBack(Bytecode code, Class<?> type) {
        if (!type.isPrimitive()) {
            code.addOpcode(Opcode.ARETURN);
        } else if (type == long.class) {
            code.addOpcode(Opcode.LRETURN);
        } else if (type == float.class) {
            code.addOpcode(Opcode.FRETURN);
        } else if (type == double.class) {
            code.addOpcode(Opcode.DRETURN);
        } else {
            code.addOpcode(Opcode.IRETURN);
        }
    }

    private static Class<?> wrapper(Class<?> primitive) {
        return MethodType.methodType(primitive).wrap().returnType();
    }
}
