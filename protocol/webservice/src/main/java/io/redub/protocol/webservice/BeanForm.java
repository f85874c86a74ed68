package io.redub.protocol.webservice;

import io.redub.serialize.SerializationException;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementWrapper;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.AnnotationsAttribute;
import javassist.bytecode.Bytecode;
import javassist.bytecode.ClassFile;
import javassist.bytecode.ConstPool;
import javassist.bytecode.DuplicateMemberException;
import javassist.bytecode.FieldInfo;
import javassist.bytecode.MethodInfo;
import javassist.bytecode.Opcode;
import javassist.bytecode.SignatureAttribute;
import javassist.bytecode.annotation.Annotation;
import javassist.bytecode.annotation.ArrayMemberValue;
import javassist.bytecode.annotation.BooleanMemberValue;
import javassist.bytecode.annotation.EnumMemberValue;
import javassist.bytecode.annotation.MemberValue;
import javassist.bytecode.annotation.StringMemberValue;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * A class made for JAXB with a field for each part: what users' interfaces, records and exceptions
 * say in a way that JAXB does not know, said in a way that it does. Immutable.
 */
final class BeanForm {
    private final Class<?> type;
    private final List<Part> parts;
    private final Field[] fields;

    private BeanForm(Class<?> type, List<Part> parts) {
        this.type = type;
        this.parts = parts;
        this.fields = new Field[parts.size()];
        try {
            for (int i = 0; i < fields.length; i++) {
                fields[i] = type.getField(field(i, parts.get(i)));
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For JAXB's messages, which name it. */
    private static String field(int index, Part part) {
        return part.element().getLocalPart().replaceAll("[.;\\[/<>:]", "_") + "_" + index;
    }

    Class<?> type() {
        return type;
    }

    List<Part> parts() {
        return parts;
    }

    /**
     * @param root the global element that it is, or null if it is a type of other elements alone
     * @param xmlType the name of the type in the schema; empty if only the element uses it
     */
    static BeanForm make(
            GeneratedClasses place,
            String kind,
            @Nullable QName root,
            String xmlType,
            List<Part> parts) {
        ClassFile file = new ClassFile(false, place.freshName(kind), Object.class.getName());
        file.setMajorVersion(ClassFile.JAVA_8);
        // Not final: that would be told in the schema, where it is not allowed.
        file.setAccessFlags(AccessFlag.PUBLIC | AccessFlag.SUPER);
        ConstPool pool = file.getConstPool();
        AnnotationsAttribute annotations =
                new AnnotationsAttribute(pool, AnnotationsAttribute.visibleTag);
        Annotation access = new Annotation(XmlAccessorType.class.getName(), pool);
        EnumMemberValue byField = new EnumMemberValue(pool);
        byField.setType(XmlAccessType.class.getName());
        byField.setValue(XmlAccessType.FIELD.name());
        access.addMemberValue("value", byField);
        annotations.addAnnotation(access);
        if (root != null) {
            annotations.addAnnotation(named(XmlRootElement.class, root, pool));
        }
        annotations.addAnnotation(ordered(xmlType, parts, pool));
        file.addAttribute(annotations);
        try {
            for (int i = 0; i < parts.size(); i++) {
                file.addField(field(field(i, parts.get(i)), parts.get(i), pool));
            }
            file.addMethod(constructor(pool));
        } catch (DuplicateMemberException e) {
            throw new IllegalStateException(e);
        }
        return new BeanForm(place.define(file), parts);
    }

    private static Annotation named(Class<?> annotation, QName name, ConstPool pool) {
        Annotation made = new Annotation(annotation.getName(), pool);
        made.addMemberValue("name", new StringMemberValue(name.getLocalPart(), pool));
        made.addMemberValue("namespace", new StringMemberValue(name.getNamespaceURI(), pool));
        return made;
    }

    private static Annotation ordered(String xmlType, List<Part> parts, ConstPool pool) {
        Annotation made = new Annotation(XmlType.class.getName(), pool);
        made.addMemberValue("name", new StringMemberValue(xmlType, pool));
        MemberValue[] order = new MemberValue[parts.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = new StringMemberValue(field(i, parts.get(i)), pool);
        }
        if (order.length > 0) {
            ArrayMemberValue all = new ArrayMemberValue(pool);
            all.setValue(order);
            made.addMemberValue("propOrder", all);
        }
        return made;
    }

    private static FieldInfo field(String name, Part part, ConstPool pool) {
        FieldInfo field = new FieldInfo(pool, name, part.descriptor());
        field.setAccessFlags(AccessFlag.PUBLIC);
        field.addAttribute(new SignatureAttribute(pool, part.signature()));
        // The name of a map's element is the one around its entries.
        boolean map = Map.class.isAssignableFrom(part.raw());
        Annotation element =
                named(map ? XmlElementWrapper.class : XmlElement.class, part.element(), pool);
        if (part.raw().isPrimitive()) {
            element.addMemberValue("required", new BooleanMemberValue(true, pool));
        } else if (part.repeated() && !part.raw().isArray()
                || part.raw().isArray() && !part.raw().getComponentType().isPrimitive()) {
            // Else JAXB leaves out what is null among the items.
            element.addMemberValue("nillable", new BooleanMemberValue(true, pool));
        }
        AnnotationsAttribute annotations =
                new AnnotationsAttribute(pool, AnnotationsAttribute.visibleTag);
        annotations.addAnnotation(element);
        field.addAttribute(annotations);
        return field;
    }

    private static MethodInfo constructor(ConstPool pool) {
        Bytecode code = new Bytecode(pool, 1, 1);
        code.addAload(0);
        code.addInvokespecial(Object.class.getName(), MethodInfo.nameInit, "()V");
        code.addOpcode(Opcode.RETURN);
        MethodInfo made = new MethodInfo(pool, MethodInfo.nameInit, "()V");
        made.setAccessFlags(AccessFlag.PUBLIC);
        made.setCodeAttribute(code.toCodeAttribute());
        return made;
    }

    Object of(@Nullable Object... values) {
        try {
            Object bean = type.getConstructor().newInstance();
            for (int i = 0; i < fields.length; i++) {
                fields[i].set(bean, values[i]);
            }
            return bean;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws SerializationException if one that must be there is missing
     */
    @Nullable Object[] values(Object bean) {
        @Nullable Object[] values = new Object[fields.length];
        try {
            for (int i = 0; i < fields.length; i++) {
                Object value = fields[i].get(bean);
                values[i] = value == null ? parts.get(i).absent() : value;
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }
}
