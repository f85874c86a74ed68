package io.redub.serialize.hessian2;

import java.lang.invoke.MethodHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves all fields of one class between objects and the wire, in the plan's order. The generated
 * subclasses do the same without a loop; this one serves where none can be generated.
 */
abstract class ObjectAccess {
    abstract void write(ValueWriter out, Object object, TypeNode[] types);

    /** Makes an object, gives it its number and reads every field. */
    Object read(ValueReader in, TypeNode[] types) {
        throw new IllegalStateException("no object can be made of this class");
    }

    static final class ByHandles extends ObjectAccess {
        private final ObjectPlan plan;

        ByHandles(ObjectPlan plan) {
            this.plan = plan;
        }

        @Override
        void write(ValueWriter out, Object object, TypeNode[] types) {
            MethodHandle[] getters = plan.getters();
            for (int i = 0; i < getters.length; i++) {
                out.writeValue(Handles.get(getters[i], object), types[i]);
            }
        }

        @Override
        Object read(ValueReader in, TypeNode[] types) {
            Object object = Handles.make(Objects.requireNonNull(plan.create));
            in.addRef(object);
            @Nullable MethodHandle[] setters = plan.setters();
            for (int i = 0; i < setters.length; i++) {
                Object value = in.readValue(types[i]);
                MethodHandle setter = setters[i];
                if (setter != null) {
                    Handles.set(setter, object, value);
                }
            }
            return object;
        }
    }
}
