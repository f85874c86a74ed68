package io.redub.architecture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import javassist.bytecode.BadBytecode;
import javassist.bytecode.Bytecode;
import javassist.bytecode.ClassFile;
import javassist.bytecode.CodeAttribute;
import javassist.bytecode.CodeIterator;
import javassist.bytecode.MethodInfo;

/** Makes every method of Redub and of Netty tell {@link CallTrace} that it is entered. */
public final class TraceAgent implements ClassFileTransformer {
    public static void premain(String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new TraceAgent());
    }

    private static boolean traced(String internalName) {
        return internalName.startsWith("io/netty/")
                || internalName.contains("$Redub")
                || internalName.startsWith("io/redub/")
                        && !internalName.startsWith("io/redub/architecture/");
    }

    @Override
    public byte[] transform(
            ClassLoader loader,
            String internalName,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] bytes) {
        if (internalName == null || !traced(internalName)) {
            return null;
        }
        try {
            ClassFile type = new ClassFile(new DataInputStream(new ByteArrayInputStream(bytes)));
            for (MethodInfo method : type.getMethods()) {
                if (method.getCodeAttribute() != null) {
                    count(type, method);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            type.write(new DataOutputStream(out));
            return out.toByteArray();
        } catch (IOException | BadBytecode | RuntimeException e) {
            throw new IllegalStateException(internalName + " cannot be traced", e);
        }
    }

    private static void count(ClassFile type, MethodInfo method) throws BadBytecode {
        String name = type.getName() + "." + method.getName() + method.getDescriptor();
        Bytecode call = new Bytecode(type.getConstPool());
        call.addIconst(CallTrace.number(name));
        call.addInvokestatic(CallTrace.class.getName(), "enter", "(I)V");
        CodeAttribute code = method.getCodeAttribute();
        CodeIterator at = code.iterator();
        at.begin();
        // Ex: a loop back to the first instruction is no second entry.
        at.insertEx(call.get());
        code.setMaxStack(Math.max(1, code.getMaxStack()));
    }
}
