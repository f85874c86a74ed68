package io.redub.protocol;

import io.redub.serialize.ServiceTypes;
import io.redub.service.Admit;
import io.redub.service.GenericService;
import io.redub.service.ServiceModel;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes that users admit beside those of the signatures: by {@link Admit}, by a parameter, by
 * files of the class path. All are looked up when a service is exported or referred to, in the
 * loader of its interface, and not initialised. Patterns are refused: to follow one, classes would
 * have to be loaded as a peer names them.
 */
final class AdmittedClasses {
    /** Of each interface once; a file with a mistake is read again, and is an error again. */
    private static final ClassValue<List<Class<?>>> LISTED =
            new ClassValue<>() {
                @Override
                protected List<Class<?>> computeValue(Class<?> service) {
                    return AdmittedFiles.read(loader(service));
                }
            };

    private AdmittedClasses() {}

    /** What the type itself names. */
    static Collection<Class<?>> of(Class<?> type) {
        Admit admit = type.getAnnotation(Admit.class);
        return admit == null ? List.of() : Arrays.asList(admit.value());
    }

    /** What the interface, those it extends, and their methods name. */
    static Collection<Class<?>> of(ServiceModel service) {
        Set<Class<?>> admitted = new LinkedHashSet<>();
        List<Class<?>> interfaces = new ArrayList<>(List.of(service.type()));
        for (int i = 0; i < interfaces.size(); i++) {
            interfaces.addAll(List.of(interfaces.get(i).getInterfaces()));
            admitted.addAll(of(interfaces.get(i)));
        }
        for (Method method : service.type().getMethods()) {
            Admit admit = method.getAnnotation(Admit.class);
            if (admit != null) {
                admitted.addAll(Arrays.asList(admit.value()));
            }
        }
        return admitted;
    }

    /**
     * @param names separated by commas
     */
    static Collection<Class<?>> named(ServiceModel service, String names) {
        List<Class<?>> admitted = new ArrayList<>();
        for (String name : names.split(",")) {
            if (!name.isBlank()) {
                admitted.add(require(name.strip(), loader(service.type()), ServiceWorld.ADMIT));
            }
        }
        return admitted;
    }

    /** What files of the class path name, for every service. */
    static Collection<Class<?>> listed(ServiceModel service) {
        return LISTED.get(service.type());
    }

    /** The class of a name that a user wrote at {@code where}. */
    static Class<?> require(String name, ClassLoader loader, String where) {
        if (name.indexOf('*') >= 0 || name.endsWith(".")) {
            throw new IllegalArgumentException(
                    where
                            + ": '"
                            + name
                            + "' (expected: the name of a class; patterns would let"
                            + " a peer choose what is loaded)");
        }
        Class<?> found = find(name, loader);
        if (found == null) {
            throw new IllegalArgumentException(
                    where
                            + ": no class '"
                            + name
                            + "' on the class path (expected: a name such as"
                            + " com.acme.Outer$Inner)");
        }
        if (!ServiceTypes.isAdmissible(found)) {
            throw new IllegalArgumentException(
                    where
                            + ": "
                            + name
                            + " (expected: a class of yours; of the JDK only plain values cross)");
        }
        return found;
    }

    static @Nullable Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    /** Who has no interface of the service has its classes, if at all, where the thread does. */
    private static ClassLoader loader(Class<?> service) {
        ClassLoader loader =
                service == GenericService.class
                        ? Thread.currentThread().getContextClassLoader()
                        : service.getClassLoader();
        return loader != null ? loader : ClassLoader.getSystemClassLoader();
    }
}
