package io.redub.serialize.hessian2;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Writes users' objects and records: the class definition once a message, then the fields. */
final class ObjectCodec extends Codec.Nested {
    private final ObjectPlan plan;
    private final ObjectAccess access;
    private final boolean serializable;

    ObjectCodec(ObjectPlan plan, ObjectAccess access) {
        this.plan = plan;
        this.access = access;
        this.serializable = plan.serializable();
    }

    @Override
    void writeAll(ValueWriter out, Object value, TypeNode declared) {
        head(out);
        access.write(out, value, types(out, declared));
    }

    @Override
    Children open(ValueWriter out, Object value, TypeNode declared) {
        head(out);
        return new Fields(plan, value, types(out, declared));
    }

    private TypeNode[] types(ValueWriter out, TypeNode declared) {
        return out.caucho() ? plan.erased() : declared.fields(plan);
    }

    private void head(ValueWriter out) {
        if (!serializable && out.dubbo()) {
            throw out.refused(plan.type, "it does not implement java.io.Serializable");
        }
        out.writeObjectHead(plan.definition);
    }

    static final class Fields extends Children {
        private final ObjectPlan plan;
        private final Object object;
        private final TypeNode[] types;
        private int index;

        Fields(ObjectPlan plan, Object object, TypeNode[] types) {
            this.plan = plan;
            this.object = object;
            this.types = types;
        }

        @Override
        boolean next(ValueWriter out) {
            if (index == types.length) {
                return false;
            }
            value = Handles.get(plan.getters()[index], object);
            type = types[index++];
            return true;
        }
    }

    /** Writes in its place what the object's writeReplace gives. */
    static final class Replaced extends Codec {
        private final MethodHandle writeReplace;
        private final @Nullable Codec itself;

        Replaced(MethodHandle writeReplace, @Nullable Codec itself) {
            this.writeReplace = writeReplace;
            this.itself = itself;
        }

        @Override
        void write(ValueWriter out, Object value, TypeNode declared) {
            Object replacement = Handles.get(writeReplace, value);
            if (itself != null && replacement == value) {
                itself.write(out, value, declared);
            } else {
                out.writeValue(replacement, TypeNode.ANY);
            }
        }
    }
}
