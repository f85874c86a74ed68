package io.redub.serialize.hessian2;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes users' objects: in one go when the peer's fields are ours, else field by field. */
final class PojoForm implements ObjectForm {
    private final ObjectPlan plan;
    private final List<String> names;
    private final ObjectAccess access;
    private final MethodHandle create;

    PojoForm(ObjectPlan plan) {
        this.plan = plan;
        this.names = Arrays.stream(plan.fields).map(FieldPlan::name).toList();
        this.access = AccessGenerator.of(plan);
        this.create = Objects.requireNonNull(plan.create);
    }

    @Override
    public List<String> fieldNames() {
        return names;
    }

    @Override
    public @Nullable Object read(ValueReader in, Definition def, TypeNode declared) {
        if (!def.inOrder() || !in.enter()) {
            return in.assemble(open(in, def, declared));
        }
        int number = in.refCount();
        Object object = access.read(in, declared.fields(plan));
        in.leave();
        return plan.readResolve == null ? object : resolved(in, number, object);
    }

    private @Nullable Object resolved(ValueReader in, int number, Object object) {
        if (plan.readResolve == null) {
            return object;
        }
        Object resolved = Handles.get(plan.readResolve, object);
        in.setRef(number, resolved);
        return resolved;
    }

    @Override
    public Assembly open(ValueReader in, Definition def, TypeNode declared) {
        Object object = Handles.make(create);
        int number = in.addRef(object);
        TypeNode[] types = declared.fields(plan);
        @Nullable MethodHandle[] setters = plan.setters();
        int[] slots = def.slots();
        return new Assembly() {
            private int next;

            @Override
            @Nullable TypeNode next(ValueReader reader) {
                if (next == slots.length) {
                    return null;
                }
                return slots[next] < 0 ? TypeNode.DROPPED : types[slots[next]];
            }

            @Override
            void accept(ValueReader reader, @Nullable Object value) {
                int slot = slots[next++];
                MethodHandle setter = slot < 0 ? null : setters[slot];
                if (setter != null) {
                    Handles.set(setter, object, value);
                }
            }

            @Override
            @Nullable Object finish(ValueReader reader) {
                return resolved(reader, number, object);
            }
        };
    }

    /** An object written as a map of its fields: other languages do so. */
    Assembly openMap(ValueReader in, TypeNode declared) {
        Object object = Handles.make(create);
        int number = in.addRef(object);
        TypeNode[] types = declared.fields(plan);
        return new Assembly() {
            private boolean named;
            private int slot;

            @Override
            @Nullable TypeNode next(ValueReader reader) {
                if (named) {
                    return slot < 0 ? TypeNode.DROPPED : types[slot];
                }
                if (reader.peek() == Tag.END) {
                    reader.next();
                    return null;
                }
                return TypeNode.STRING;
            }

            @Override
            void accept(ValueReader reader, @Nullable Object value) {
                if (!named) {
                    slot = names.lastIndexOf(value);
                    named = true;
                    return;
                }
                named = false;
                MethodHandle setter = slot < 0 ? null : plan.setters()[slot];
                if (setter != null) {
                    Handles.set(setter, object, value);
                }
            }

            @Override
            @Nullable Object finish(ValueReader reader) {
                return resolved(reader, number, object);
            }
        };
    }
}
