package io.redub.serialize.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import io.redub.serialize.AllowedTypes;

/** Lets no class be found by its name outside the closed world, whoever asks for it. */
final class WorldValidator extends PolymorphicTypeValidator.Base {
    private static final long serialVersionUID = 1L;

    @Override
    public Validity validateBaseType(MapperConfig<?> config, JavaType baseType) {
        return Validity.INDETERMINATE;
    }

    @Override
    public Validity validateSubClassName(
            MapperConfig<?> config, JavaType baseType, String className) {
        Object world = config.getAttributes().getAttribute(Mappers.WORLD);
        return world instanceof AllowedTypes types && types.find(className) != null
                ? Validity.ALLOWED
                : Validity.DENIED;
    }

    @Override
    public Validity validateSubType(MapperConfig<?> config, JavaType baseType, JavaType subType) {
        return validateSubClassName(config, baseType, subType.getRawClass().getName());
    }
}
