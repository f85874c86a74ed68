package io.redub.proxy.javassist;

import io.redub.proxy.CallHandler;
import io.redub.proxy.ReferenceMethod;
import io.redub.service.EchoService;
import io.redub.service.ServiceModel;
import java.lang.reflect.Method;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.Bytecode;
import javassist.bytecode.Opcode;

/** Writes the class of a reference: methods that pass their index and boxed arguments on. */
final class ReferenceClass {
    private static final String CALL =
            GeneratedClass.descriptor(Object.class, int.class, Object[].class);

    private ReferenceClass() {}

    /** A class with a constructor that takes a {@link CallHandler}. */
    static Class<?> generate(Class<?> type, ServiceModel service) {
        GeneratedClass made = new GeneratedClass(type, "Reference", "handler", CallHandler.class);
        made.implement(type);
        if (!EchoService.class.isAssignableFrom(type)) {
            made.implement(EchoService.class);
        }
        made.addConstructor(CallHandler.class);
        for (ReferenceMethod method : ReferenceMethod.of(type, service)) {
            addMethod(made, method.method(), method.index());
        }
        addToString(made, type);
        return made.define();
    }

    private static void addMethod(GeneratedClass made, Method method, int index) {
        Class<?>[] parameters = method.getParameterTypes();
        Class<?> returned = method.getReturnType();
        int locals = 1;
        for (Class<?> parameter : parameters) {
            locals += Values.size(parameter);
        }
        Bytecode code = new Bytecode(made.pool(), 0, locals);
        made.loadField(code);
        code.addIconst(index);
        code.addIconst(parameters.length);
        code.addAnewarray(Object.class.getName());
        int local = 1;
        for (int i = 0; i < parameters.length; i++) {
            code.addOpcode(Opcode.DUP);
            code.addIconst(i);
            Values.load(code, local, parameters[i]);
            Values.box(code, parameters[i]);
            code.addOpcode(Opcode.AASTORE);
            local += Values.size(parameters[i]);
        }
        code.addInvokeinterface(CallHandler.class.getName(), "call", CALL, 3);
        if (returned == void.class) {
            code.addOpcode(Opcode.POP);
            code.addOpcode(Opcode.RETURN);
        } else {
            Values.unbox(code, returned);
            Values.giveBack(code, returned);
        }
        made.throwing(
                made.addMethod(
                        AccessFlag.PUBLIC,
                        method.getName(),
                        GeneratedClass.descriptor(returned, parameters),
                        code),
                method.getExceptionTypes());
    }

    private static void addToString(GeneratedClass made, Class<?> type) {
        Bytecode code = new Bytecode(made.pool(), 0, 1);
        code.addLdc("reference of " + type.getName());
        code.addOpcode(Opcode.ARETURN);
        made.addMethod(
                AccessFlag.PUBLIC, "toString", GeneratedClass.descriptor(String.class), code);
    }
}
