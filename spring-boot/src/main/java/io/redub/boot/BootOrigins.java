package io.redub.boot;

import io.redub.spring.PropertyOrigins;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Boot knows the lines of files. */
final class BootOrigins implements PropertyOrigins {
    @Override
    public @Nullable String place(PropertySource<?> source, String name) {
        Origin origin = OriginLookup.getOrigin(source, name);
        if (!(origin instanceof TextResourceOrigin text)) {
            return origin == null ? null : origin.toString();
        }
        TextResourceOrigin.Location location = text.getLocation();
        Resource resource = text.getResource();
        String file = resource == null ? source.getName() : name(resource);
        return location == null ? file : file + ":" + (location.getLine() + 1);
    }

    private static String name(Resource resource) {
        String name = resource.getFilename();
        return resource instanceof ClassPathResource inside
                ? inside.getPath()
                : name == null ? resource.getDescription() : name;
    }
}
