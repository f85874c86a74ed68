package io.redub.serialize.hessian2;

import io.redub.serialize.hessian2.ValueType.Part;
import java.util.List;

/** Frames of stack traces, in the fields they have in Java 9 and later. */
final class StackTraces {
    private static final int BUILT_IN_LOADER = 1;
    private static final int BUILT_IN_MODULE = 2;

    static final ValueType<StackTraceElement> ELEMENT =
            ValueType.of(
                    StackTraceElement.class,
                    "java.lang.StackTraceElement",
                    List.of(
                            new Part("format", int.class),
                            new Part("lineNumber", int.class),
                            new Part("fileName", TypeNode.STRING),
                            new Part("methodName", TypeNode.STRING),
                            new Part("declaringClass", TypeNode.STRING),
                            new Part("moduleVersion", TypeNode.STRING),
                            new Part("moduleName", TypeNode.STRING),
                            new Part("classLoaderName", TypeNode.STRING)),
                    StackTraces::write,
                    v ->
                            new StackTraceElement(
                                    v.textAt(7),
                                    v.textAt(6),
                                    v.textAt(5),
                                    v.string(4),
                                    v.string(3),
                                    v.textAt(2),
                                    v.intAt(1)));

    private StackTraces() {}

    private static void write(ValueWriter out, StackTraceElement frame) {
        out.writeInt(format(frame));
        out.writeInt(frame.getLineNumber());
        out.writeString(frame.getFileName());
        out.writeString(frame.getMethodName());
        out.writeString(frame.getClassName());
        out.writeString(frame.getModuleVersion());
        out.writeString(frame.getModuleName());
        out.writeString(frame.getClassLoaderName());
    }

    /** What a frame prints without: the JVM keeps it in a private field, as bits. */
    private static int format(StackTraceElement frame) {
        String loader = frame.getClassLoaderName();
        String module = frame.getModuleName();
        boolean builtIn = "app".equals(loader) || "platform".equals(loader) || module != null;
        boolean jdk = module != null && (module.startsWith("java.") || module.startsWith("jdk."));
        return (builtIn ? BUILT_IN_LOADER : 0) | (jdk ? BUILT_IN_MODULE : 0);
    }
}
