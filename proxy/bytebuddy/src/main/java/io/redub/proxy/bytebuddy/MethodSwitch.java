package io.redub.proxy.bytebuddy;

import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.ObjIntConsumer;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The code of a caller: a switch over the methods' indexes. One over many methods is cut into
 * parts, because the JVM's compilers leave methods of more than 8,000 bytes alone.
 */
final class MethodSwitch {
    private static final int PART_BITS = 7;
    private static final int PART = 1 << PART_BITS;
    private static final String CALL =
            MethodType.methodType(Object.class, int.class, Object[].class)
                    .toMethodDescriptorString();

    private final Class<?> type;
    private final List<MethodModel> methods;

    MethodSwitch(Class<?> type, ServiceModel service) {
        this.type = type;
        this.methods = service.methods().stream().filter(method -> !method.builtIn()).toList();
    }

    /** How many methods of their own the switch is cut into; 0 if it is one. */
    int parts() {
        return methods.size() <= PART ? 0 : (methods.size() + PART - 1) / PART;
    }

    ByteCodeAppender part(int part) {
        int from = part * PART;
        return invoking(from, Math.min(methods.size(), from + PART));
    }

    ByteCodeAppender whole() {
        return parts() == 0
                ? invoking(0, methods.size())
                : (code, context, method) -> {
                    String owner = context.getInstrumentedType().getInternalName();
                    return table(
                            code,
                            context,
                            PART_BITS,
                            0,
                            parts(),
                            (out, part) -> {
                                out.visitVarInsn(Opcodes.ALOAD, 0);
                                out.visitVarInsn(Opcodes.ILOAD, 1);
                                out.visitVarInsn(Opcodes.ALOAD, 2);
                                out.visitMethodInsn(
                                        Opcodes.INVOKESPECIAL, owner, "part" + part, CALL, false);
                            });
                };
    }

    private ByteCodeAppender invoking(int from, int to) {
        return (code, context, method) ->
                table(
                        code,
                        context,
                        0,
                        from,
                        to,
                        (out, index) -> invoke(out, context.getInstrumentedType(), index));
    }

    /** Does {@code action(index >>> shift)}, which leaves the answer on the stack. */
    private ByteCodeAppender.Size table(
            MethodVisitor out,
            Implementation.Context context,
            int shift,
            int from,
            int to,
            ObjIntConsumer<MethodVisitor> action) {
        Label missing = new Label();
        if (to > from) {
            Label[] cases = new Label[to - from];
            for (int i = 0; i < cases.length; i++) {
                cases[i] = new Label();
            }
            out.visitVarInsn(Opcodes.ILOAD, 1);
            out.visitIntInsn(Opcodes.BIPUSH, shift);
            out.visitInsn(Opcodes.IUSHR);
            out.visitTableSwitchInsn(from, to - 1, missing, cases);
            for (int i = 0; i < cases.length; i++) {
                out.visitLabel(cases[i]);
                frame(out, context);
                action.accept(out, from + i);
                out.visitInsn(Opcodes.ARETURN);
            }
            out.visitLabel(missing);
            frame(out, context);
        }
        String exception = Type.getInternalName(IllegalArgumentException.class);
        out.visitTypeInsn(Opcodes.NEW, exception);
        out.visitInsn(Opcodes.DUP);
        out.visitLdcInsn("no method of the service has this index");
        out.visitMethodInsn(
                Opcodes.INVOKESPECIAL, exception, "<init>", "(Ljava/lang/String;)V", false);
        out.visitInsn(Opcodes.ATHROW);
        return new ByteCodeAppender.Size(maxStack(), 3);
    }

    /** Here the stack is empty and the locals are those at the start. */
    private static void frame(MethodVisitor out, Implementation.Context context) {
        context.getFrameGeneration()
                .same(
                        out,
                        List.of(
                                context.getInstrumentedType(),
                                TypeDescription.ForLoadedType.of(int.class),
                                TypeDescription.ForLoadedType.of(Object[].class)));
    }

    private int maxStack() {
        int most = 3;
        for (MethodModel method : methods) {
            int slots = 4;
            for (Class<?> parameter : method.parameterClasses()) {
                slots += Type.getType(parameter).getSize();
            }
            most = Math.max(most, slots);
        }
        return most;
    }

    private void invoke(MethodVisitor out, TypeDescription owner, int index) {
        MethodModel model = methods.get(index);
        out.visitVarInsn(Opcodes.ALOAD, 0);
        out.visitFieldInsn(
                Opcodes.GETFIELD, owner.getInternalName(), "target", Type.getDescriptor(type));
        List<Class<?>> parameters = model.parameterClasses();
        for (int i = 0; i < parameters.size(); i++) {
            out.visitVarInsn(Opcodes.ALOAD, 2);
            out.visitIntInsn(Opcodes.SIPUSH, i);
            out.visitInsn(Opcodes.AALOAD);
            unbox(out, parameters.get(i));
        }
        out.visitMethodInsn(
                Opcodes.INVOKEINTERFACE,
                Type.getInternalName(type),
                model.name(),
                Type.getMethodDescriptor(model.method()),
                true);
        box(out, model.method().getReturnType());
    }

    private static void unbox(MethodVisitor out, Class<?> wanted) {
        if (wanted.isPrimitive()) {
            String wrapper = Type.getInternalName(wrapper(wanted));
            out.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
            out.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    wrapper,
                    wanted.getName() + "Value",
                    MethodType.methodType(wanted).toMethodDescriptorString(),
                    false);
        } else if (wanted != Object.class) {
            out.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(wanted));
        }
    }

    private static void box(MethodVisitor out, Class<?> returned) {
        if (returned == void.class) {
            out.visitInsn(Opcodes.ACONST_NULL);
        } else if (returned.isPrimitive()) {
            Class<?> wrapper = wrapper(returned);
            out.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Type.getInternalName(wrapper),
                    "valueOf",
                    MethodType.methodType(wrapper, returned).toMethodDescriptorString(),
                    false);
        }
    }

    private static Class<?> wrapper(Class<?> primitive) {
        return MethodType.methodType(primitive).wrap().returnType();
    }
}
