package io.redub.serialize.hessian2;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes records through their canonical constructor, when all components are there. */
final class RecordForm implements ObjectForm {
    private final ObjectPlan plan;
    private final List<String> names;
    private final ObjectAccess access;
    private final MethodHandle make;

    RecordForm(ObjectPlan plan) {
        this.plan = plan;
        this.names = Arrays.stream(plan.fields).map(FieldPlan::name).toList();
        this.access = AccessGenerator.of(plan);
        this.make = Objects.requireNonNull(plan.canonical);
    }

    @Override
    public List<String> fieldNames() {
        return names;
    }

    @Override
    public @Nullable Object read(ValueReader in, Definition def, TypeNode declared) {
        if (!def.inOrder()
                || plan.fields.length > AccessGenerator.MOST_FIELDS
                || plan.readResolve != null
                || !in.enter()) {
            return in.assemble(open(in, def, declared));
        }
        Object made = access.read(in, declared.fields(plan));
        in.leave();
        return made;
    }

    @Override
    public Assembly open(ValueReader in, Definition def, TypeNode declared) {
        int number = in.reserveRef();
        return new FieldsAssembly(def, declared.fields(plan)) {
            @Override
            @Nullable Object finish(ValueReader reader) {
                for (int i = 0; i < values.length; i++) {
                    if (values[i] == null && plan.fields[i].type().isPrimitive()) {
                        values[i] = Zero.of(plan.fields[i].type());
                    }
                }
                Object made = Handles.spread(make, values);
                if (plan.readResolve != null) {
                    made = Handles.get(plan.readResolve, made);
                }
                reader.setRef(number, made);
                return made;
            }
        };
    }
}
