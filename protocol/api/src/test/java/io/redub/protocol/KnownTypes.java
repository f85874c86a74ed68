package io.redub.protocol;

import io.redub.serialize.AllowedTypes;
import io.redub.serialize.ReadLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A closed world of exactly the classes named. */
final class KnownTypes implements AllowedTypes {
    static final KnownTypes SHOP = shop(ReadLimits.DEFAULT);

    private final Map<String, Class<?>> classes = new HashMap<>();
    private final ReadLimits limits;

    KnownTypes(ReadLimits limits, List<Class<?>> types) {
        this.limits = limits;
        types.forEach(type -> classes.put(type.getName(), type));
    }

    static KnownTypes shop(ReadLimits limits) {
        List<Class<?>> types = new ArrayList<>(List.of(Shop.class.getDeclaredClasses()));
        types.addAll(List.of(String.class, int.class, Thread.class, ArrayList.class));
        types.add(IllegalStateException.class);
        return new KnownTypes(limits, types);
    }

    @Override
    public @Nullable Class<?> find(String className) {
        return classes.get(className);
    }

    @Override
    public boolean unknownAsMap() {
        return false;
    }

    @Override
    public String owner() {
        return "demo.Shop";
    }

    @Override
    public ReadLimits limits() {
        return limits;
    }
}
