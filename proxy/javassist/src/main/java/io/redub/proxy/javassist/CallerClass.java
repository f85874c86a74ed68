package io.redub.proxy.javassist;

import io.redub.proxy.MethodCaller;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.util.List;
import java.util.function.ObjIntConsumer;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.Bytecode;
import javassist.bytecode.Opcode;

/**
 * Writes the class of a caller: a switch over the methods' indexes. One over many methods is cut
 * into parts, because the JVM's compilers leave methods of more than 8,000 bytes alone.
 */
final class CallerClass {
    private static final int PART_BITS = 7;
    private static final int PART = 1 << PART_BITS;
    private static final String CALL =
            GeneratedClass.descriptor(Object.class, int.class, Object[].class);

    private final Class<?> type;
    private final List<MethodModel> methods;
    private final GeneratedClass made;

    private CallerClass(Class<?> type, ServiceModel service) {
        this.type = type;
        this.methods = service.methods().stream().filter(method -> !method.builtIn()).toList();
        this.made = new GeneratedClass(type, "Caller", "target", type);
    }

    /** A class with a constructor that takes the object to call. */
    static Class<?> generate(Class<?> type, ServiceModel service) {
        CallerClass caller = new CallerClass(type, service);
        caller.made.implement(MethodCaller.class);
        caller.made.addConstructor(Object.class);
        caller.addCall();
        return caller.made.define();
    }

    private void addCall() {
        int count = methods.size();
        if (count <= PART) {
            addSwitch(AccessFlag.PUBLIC, "call", 0, 0, count, this::invokeMethod);
            return;
        }
        int parts = (count + PART - 1) / PART;
        addSwitch(AccessFlag.PUBLIC, "call", PART_BITS, 0, parts, this::invokePart);
        for (int part = 0; part < parts; part++) {
            int from = part * PART;
            int to = Math.min(count, from + PART);
            addSwitch(AccessFlag.PRIVATE, "part" + part, 0, from, to, this::invokeMethod);
        }
    }

    /**
     * Adds a method that does {@code action(index >>> shift)}, for values from {@code from} to
     * {@code to}.
     */
    private void addSwitch(
            int access, String name, int shift, int from, int to, ObjIntConsumer<Bytecode> action) {
        Bytecode code = new Bytecode(made.pool(), 0, 3);
        if (to == from) {
            throwNoMethod(code);
            made.addMethod(access, name, CALL, code);
            return;
        }
        code.addIload(1);
        code.addIconst(shift);
        code.addOpcode(Opcode.IUSHR);
        int at = code.currentPc();
        code.addOpcode(Opcode.TABLESWITCH);
        code.addGap(3 - at % 4);
        int table = code.currentPc();
        int cases = to - from;
        code.addGap(4 * (3 + cases));
        code.write32bit(table + 4, from);
        code.write32bit(table + 8, to - 1);
        int[] places = new int[cases + 1];
        for (int i = 0; i <= cases; i++) {
            places[i] = code.currentPc();
            if (i < cases) {
                code.write32bit(table + 12 + 4 * i, places[i] - at);
                action.accept(code, from + i);
            } else {
                code.write32bit(table, places[i] - at);
                throwNoMethod(code);
            }
        }
        made.frames(made.addMethod(access, name, CALL, code), places);
    }

    private void invokeMethod(Bytecode code, int index) {
        MethodModel model = methods.get(index);
        Class<?>[] parameters = model.method().getParameterTypes();
        Class<?> returned = model.method().getReturnType();
        made.loadField(code);
        int slots = 1;
        for (int i = 0; i < parameters.length; i++) {
            code.addAload(2);
            code.addIconst(i);
            code.addOpcode(Opcode.AALOAD);
            Values.unbox(code, parameters[i]);
            slots += Values.size(parameters[i]);
        }
        code.addInvokeinterface(
                type.getName(),
                model.name(),
                GeneratedClass.descriptor(returned, parameters),
                slots);
        Values.box(code, returned);
        code.addOpcode(Opcode.ARETURN);
    }

    private void invokePart(Bytecode code, int part) {
        code.addAload(0);
        code.addIload(1);
        code.addAload(2);
        code.addInvokespecial(made.name(), "part" + part, CALL);
        code.addOpcode(Opcode.ARETURN);
    }

    private static void throwNoMethod(Bytecode code) {
        String exception = IllegalArgumentException.class.getName();
        code.addNew(exception);
        code.addOpcode(Opcode.DUP);
        code.addLdc("no method of the service has this index");
        code.addInvokespecial(
                exception, "<init>", GeneratedClass.descriptor(void.class, String.class));
        code.addOpcode(Opcode.ATHROW);
    }
}
