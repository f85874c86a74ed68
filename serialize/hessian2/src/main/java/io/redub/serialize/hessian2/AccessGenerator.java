package io.redub.serialize.hessian2;

import io.redub.serialize.SerializationException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.Bytecode;
import javassist.bytecode.ClassFile;
import javassist.bytecode.ConstPool;
import javassist.bytecode.DuplicateMemberException;
import javassist.bytecode.FieldInfo;
import javassist.bytecode.MethodInfo;

/**
 * Generates an {@link ObjectAccess} for a class: one straight line of calls a field, in a hidden
 * class of this package. It reaches the fields through method handles that are constants to the
 * compiler, so that private and final fields cost what public ones do, and the user's class need
 * not be visible from here.
 */
final class AccessGenerator {
    /** The JVM does not compile methods beyond 8,000 bytes. */
    static final int MOST_FIELDS = 200;

    private static final String HANDLE = "java.lang.invoke.MethodHandle";
    private static final String HANDLE_TYPE = "Ljava/lang/invoke/MethodHandle;";
    private static final String OBJECT_TYPE = "Ljava/lang/Object;";
    private static final String WRITER = ValueWriter.class.getName();
    private static final String READER = ValueReader.class.getName();
    private static final String READER_TYPE = ValueReader.class.descriptorString();
    private static final String NODE_TYPE = TypeNode.class.descriptorString();

    /** By primitive: its descriptor, the writer's method with its descriptor, the reader's. */
    private record Scalar(String type, String write, String written, String read) {}

    private static final Map<Class<?>, Scalar> SCALARS =
            Map.of(
                    int.class, new Scalar("I", "writeInt", "(I)V", "readInt"),
                    short.class, new Scalar("S", "writeInt", "(I)V", "readShort"),
                    byte.class, new Scalar("B", "writeInt", "(I)V", "readByte"),
                    long.class, new Scalar("J", "writeLong", "(J)V", "readLong"),
                    boolean.class, new Scalar("Z", "writeBoolean", "(Z)V", "readBoolean"),
                    char.class, new Scalar("C", "writeChar", "(C)V", "readChar"),
                    float.class, new Scalar("F", "writeFloat", "(F)V", "readFloat"),
                    double.class, new Scalar("D", "writeDouble", "(D)V", "readDouble"),
                    String.class,
                            new Scalar(
                                    "Ljava/lang/String;",
                                    "writeString",
                                    "(Ljava/lang/String;)V",
                                    "readText"));

    private final ObjectPlan plan;
    private final ClassFile file =
            new ClassFile(
                    false,
                    AccessGenerator.class.getPackageName() + ".GeneratedAccess",
                    ObjectAccess.class.getName());
    private final ConstPool pool = file.getConstPool();
    private final List<MethodHandle> handles = new ArrayList<>();

    private AccessGenerator(ObjectPlan plan) {
        this.plan = plan;
    }

    static ObjectAccess of(ObjectPlan plan) {
        return plan.fields.length > MOST_FIELDS
                ? new ObjectAccess.ByHandles(plan)
                : new AccessGenerator(plan).generate();
    }

    /** Called by generated classes: a handle of their class data. */
    static MethodHandle handle(MethodHandles.Lookup caller, int index)
            throws IllegalAccessException {
        return Objects.requireNonNull(
                MethodHandles.classDataAt(caller, "_", MethodHandle.class, index));
    }

    private ObjectAccess generate() {
        try {
            file.setMajorVersion(ClassFile.JAVA_11);
            file.setAccessFlags(AccessFlag.FINAL | AccessFlag.SUPER);
            constructor();
            write();
            if (plan.canonical != null) {
                readRecord();
            } else if (plan.create != null) {
                read();
            }
            initializer();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            file.write(new DataOutputStream(bytes));
            MethodHandles.Lookup made =
                    MethodHandles.lookup()
                            .defineHiddenClassWithClassData(bytes.toByteArray(), handles, true);
            return (ObjectAccess)
                    made.findConstructor(made.lookupClass(), MethodType.methodType(void.class))
                            .invoke();
        } catch (Throwable e) {
            throw new SerializationException(
                    "cannot generate the access to " + plan.type.getName(), e);
        }
    }

    private static String wide(Class<?> type) {
        Scalar scalar = SCALARS.get(type);
        return scalar == null ? OBJECT_TYPE : scalar.type();
    }

    private void constructor() throws DuplicateMemberException {
        Bytecode code = new Bytecode(pool, 1, 1);
        code.addAload(0);
        code.addInvokespecial(ObjectAccess.class.getName(), MethodInfo.nameInit, "()V");
        code.addReturn(null);
        add(MethodInfo.nameInit, "()V", 0, code);
    }

    private void add(String name, String descriptor, int flags, Bytecode code)
            throws DuplicateMemberException {
        MethodInfo method = new MethodInfo(pool, name, descriptor);
        method.setAccessFlags(flags);
        method.setCodeAttribute(code.toCodeAttribute());
        file.addMethod(method);
    }

    /** Pushes a handle, which becomes a constant of the class. */
    private void push(Bytecode code, MethodHandle handle) {
        code.addGetstatic(file.getName(), "h" + handles.size(), HANDLE_TYPE);
        handles.add(handle);
    }

    private void write() throws DuplicateMemberException {
        Bytecode code = new Bytecode(pool, 0, 4);
        for (int i = 0; i < plan.fields.length; i++) {
            FieldPlan field = plan.fields[i];
            Scalar scalar = SCALARS.get(field.type());
            code.addAload(1);
            push(code, field.get());
            code.addAload(2);
            code.addInvokevirtual(
                    HANDLE, "invokeExact", "(" + OBJECT_TYPE + ")" + wide(field.type()));
            if (scalar != null) {
                code.addInvokevirtual(WRITER, scalar.write(), scalar.written());
            } else {
                pushType(code, i);
                code.addInvokevirtual(WRITER, "writeValue", "(" + OBJECT_TYPE + NODE_TYPE + ")V");
            }
        }
        code.addReturn(null);
        add(
                "write",
                "(%s%s[%s)V"
                        .formatted(ValueWriter.class.descriptorString(), OBJECT_TYPE, NODE_TYPE),
                0,
                code);
    }

    private static void pushType(Bytecode code, int index) {
        code.addAload(3);
        code.addIconst(index);
        code.add(Bytecode.AALOAD);
    }

    private void pushRead(Bytecode code, int index, Class<?> type) {
        Scalar scalar = SCALARS.get(type);
        if (scalar != null) {
            code.addAload(1);
            code.addInvokevirtual(READER, scalar.read(), "()" + scalar.type());
            return;
        }
        MethodHandle direct = Codecs.fieldReader(type);
        if (direct != null) {
            push(code, direct);
        }
        code.addAload(1);
        code.addAload(2);
        code.addIconst(index);
        code.add(Bytecode.AALOAD);
        if (direct != null) {
            code.addInvokevirtual(
                    HANDLE, "invokeExact", "(" + READER_TYPE + NODE_TYPE + ")" + OBJECT_TYPE);
        } else {
            code.addInvokevirtual(READER, "readValue", "(" + NODE_TYPE + ")" + OBJECT_TYPE);
        }
    }

    private void read() throws DuplicateMemberException {
        Bytecode code = new Bytecode(pool, 0, 4);
        push(code, Objects.requireNonNull(plan.create));
        code.addInvokevirtual(HANDLE, "invokeExact", "()" + OBJECT_TYPE);
        code.addAstore(3);
        code.addAload(1);
        code.addAload(3);
        code.addInvokevirtual(READER, "addRef", "(" + OBJECT_TYPE + ")I");
        code.add(Bytecode.POP);
        for (int i = 0; i < plan.fields.length; i++) {
            FieldPlan field = plan.fields[i];
            push(code, Objects.requireNonNull(field.set()));
            code.addAload(3);
            pushRead(code, i, field.type());
            code.addInvokevirtual(
                    HANDLE, "invokeExact", "(" + OBJECT_TYPE + wide(field.type()) + ")V");
        }
        finishRead(code);
    }

    /** A record takes its place before its components are read, and is made of them at once. */
    private void readRecord() throws DuplicateMemberException {
        Bytecode code = new Bytecode(pool, 0, 5);
        code.addAload(1);
        code.addInvokevirtual(READER, "reserveRef", "()I");
        code.addIstore(4);
        StringBuilder descriptor = new StringBuilder("(");
        List<Class<?>> parameters = new ArrayList<>();
        for (FieldPlan field : plan.fields) {
            descriptor.append(wide(field.type()));
            parameters.add(FieldPlan.wide(field.type()));
        }
        descriptor.append(")").append(OBJECT_TYPE);
        push(
                code,
                Objects.requireNonNull(plan.constructor)
                        .asType(MethodType.methodType(Object.class, parameters)));
        for (int i = 0; i < plan.fields.length; i++) {
            pushRead(code, i, plan.fields[i].type());
        }
        code.addInvokevirtual(HANDLE, "invokeExact", descriptor.toString());
        code.addAstore(3);
        code.addAload(1);
        code.addIload(4);
        code.addAload(3);
        code.addInvokevirtual(READER, "setRef", "(I" + OBJECT_TYPE + ")V");
        finishRead(code);
    }

    private void finishRead(Bytecode code) throws DuplicateMemberException {
        code.addAload(3);
        code.add(Bytecode.ARETURN);
        add(
                "read",
                "(%s[%s)%s".formatted(ValueReader.class.descriptorString(), NODE_TYPE, OBJECT_TYPE),
                0,
                code);
    }

    private void initializer() throws DuplicateMemberException {
        Bytecode code = new Bytecode(pool, 0, 0);
        for (int i = 0; i < handles.size(); i++) {
            FieldInfo field = new FieldInfo(pool, "h" + i, HANDLE_TYPE);
            field.setAccessFlags(AccessFlag.PRIVATE | AccessFlag.STATIC | AccessFlag.FINAL);
            file.addField(field);
            code.addInvokestatic(
                    MethodHandles.class.getName(),
                    "lookup",
                    "()" + MethodHandles.Lookup.class.descriptorString());
            code.addIconst(i);
            code.addInvokestatic(
                    AccessGenerator.class.getName(),
                    "handle",
                    "(" + MethodHandles.Lookup.class.descriptorString() + "I)" + HANDLE_TYPE);
            code.addPutstatic(file.getName(), "h" + i, HANDLE_TYPE);
        }
        code.addReturn(null);
        add(MethodInfo.nameClinit, "()V", AccessFlag.STATIC, code);
    }
}
