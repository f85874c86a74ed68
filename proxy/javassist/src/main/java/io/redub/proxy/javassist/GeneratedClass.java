package io.redub.proxy.javassist;

import io.redub.proxy.Neighbourhood;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.Bytecode;
import javassist.bytecode.ClassFile;
import javassist.bytecode.ConstPool;
import javassist.bytecode.DuplicateMemberException;
import javassist.bytecode.ExceptionsAttribute;
import javassist.bytecode.FieldInfo;
import javassist.bytecode.MethodInfo;
import javassist.bytecode.Opcode;
import javassist.bytecode.StackMapTable;

/**
 * A class in the making, beside the user's interface. It is written as bytecode, not as source:
 * names that Java source cannot have, such as Kotlin's {@code total-impl}, are names all the same,
 * and no class file of the user's types has to be found.
 */
final class GeneratedClass {
    private final Neighbourhood place;
    private final String name;
    private final ClassFile file;
    private final String field;
    private final Class<?> fieldType;

    /** A class with one field, which its constructor is given. */
    GeneratedClass(Class<?> neighbour, String kind, String field, Class<?> fieldType) {
        this.place = new Neighbourhood(neighbour);
        this.name = place.freshName(kind);
        this.field = field;
        this.fieldType = fieldType;
        this.file = new ClassFile(false, name, Object.class.getName());
        file.setMajorVersion(ClassFile.JAVA_8);
        file.setAccessFlags(AccessFlag.PUBLIC | AccessFlag.FINAL | AccessFlag.SUPER);
    }

    ConstPool pool() {
        return file.getConstPool();
    }

    String name() {
        return name;
    }

    void implement(Class<?> type) {
        file.addInterface(type.getName());
    }

    static String descriptor(Class<?> returned, Class<?>... parameters) {
        return MethodType.methodType(returned, parameters).toMethodDescriptorString();
    }

    /** Adds the field, and a constructor that takes it as {@code parameter}. */
    void addConstructor(Class<?> parameter) {
        FieldInfo made = new FieldInfo(pool(), field, fieldType.descriptorString());
        made.setAccessFlags(AccessFlag.PRIVATE | AccessFlag.FINAL);
        Bytecode code = new Bytecode(pool(), 0, 2);
        code.addAload(0);
        code.addInvokespecial(Object.class.getName(), MethodInfo.nameInit, "()V");
        code.addAload(0);
        code.addAload(1);
        if (parameter != fieldType) {
            code.addCheckcast(fieldType.getName());
        }
        code.addPutfield(name, field, fieldType.descriptorString());
        code.addOpcode(Opcode.RETURN);
        try {
            file.addField(made);
        } catch (DuplicateMemberException e) {
            throw new IllegalStateException(e);
        }
        addMethod(AccessFlag.PUBLIC, MethodInfo.nameInit, descriptor(void.class, parameter), code);
    }

    void loadField(Bytecode code) {
        code.addAload(0);
        code.addGetfield(name, field, fieldType.descriptorString());
    }

    MethodInfo addMethod(int access, String method, String descriptor, Bytecode code) {
        MethodInfo made = new MethodInfo(pool(), method, descriptor);
        made.setAccessFlags(access);
        made.setCodeAttribute(code.toCodeAttribute());
        try {
            file.addMethod(made);
        } catch (DuplicateMemberException e) {
            throw new IllegalStateException(e);
        }
        return made;
    }

    void throwing(MethodInfo method, Class<?>[] thrown) {
        if (thrown.length > 0) {
            String[] names = new String[thrown.length];
            for (int i = 0; i < thrown.length; i++) {
                names[i] = thrown[i].getName();
            }
            ExceptionsAttribute attribute = new ExceptionsAttribute(pool());
            attribute.setExceptions(names);
            method.setExceptionsAttribute(attribute);
        }
    }

    /**
     * Says that at each of these places, in order, the stack is empty and the locals are those at
     * the start.
     */
    void frames(MethodInfo method, int[] places) {
        StackMapTable.Writer frames = new StackMapTable.Writer(places.length * 3);
        int previous = -1;
        for (int place : places) {
            frames.sameFrame(place - previous - 1);
            previous = place;
        }
        method.getCodeAttribute().setAttribute(frames.toStackMapTable(pool()));
    }

    Class<?> define() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            file.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return place.define(name, bytes.toByteArray());
    }
}
