package io.redub.protocol;

import io.redub.extension.ExtensionLoader;
import io.redub.serialize.Serialization;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the serializations that a provider offers is spoken with it. A provider offers what its
 * {@code prefer.serialization} and {@code serialization} name, and hessian2. The consumer's own
 * wish, given in the same parameters, wins if the provider offers it; otherwise it is the first one
 * offered that is installed here. One instance per reference; thread-safe.
 */
public final class SerializationChoice {
    /** Every service offers it, and every peer speaks it. */
    public static final String HESSIAN2 = "hessian2";

    private static final Logger log = LoggerFactory.getLogger(SerializationChoice.class);

    private static final String PREFERRED = "prefer.serialization";
    private static final String SINGLE = "serialization";

    private final String service;
    private final Set<String> wished;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * @param consumer the settings of the reference
     * @throws RpcException with the code CONFIGURATION if it wishes one that is not installed
     */
    public SerializationChoice(URL consumer) {
        this.service = consumer.getServiceKey();
        this.wished = named(consumer);
        wished.forEach(SerializationChoice::require);
    }

    /** The name of the serialization to speak with this provider. */
    public String with(URL provider) {
        Set<String> offered = named(provider);
        if (offered.isEmpty() && !wished.isEmpty()) {
            // Nothing is known of it, such as of an address without parameters.
            return wished.iterator().next();
        }
        offered.add(HESSIAN2);
        for (String wish : wished) {
            if (offered.contains(wish)) {
                return wish;
            }
        }
        String chosen = first(offered);
        if (!wished.isEmpty() && warned.compareAndSet(false, true)) {
            log.warn(
                    "Calls of {} to {} use the serialization {}: the provider offers {}, not {}",
                    service,
                    provider.getAddress(),
                    chosen,
                    String.join(", ", offered),
                    String.join(", ", wished));
        }
        return chosen;
    }

    /** The names that a service offers, in the order of its preference; hessian2 always is one. */
    public static Set<String> offered(URL provider) {
        Set<String> names = named(provider);
        names.add(HESSIAN2);
        return names;
    }

    /** The first name that a service offers and that is installed here. */
    public static String preferred(URL provider) {
        return first(offered(provider));
    }

    private static String first(Set<String> offered) {
        return offered.stream().filter(SerializationChoice::installed).findFirst().orElse(HESSIAN2);
    }

    /**
     * The installed serialization of this name.
     *
     * @throws RpcException with the code CONFIGURATION if there is none
     */
    public static Serialization require(String name) {
        if (!installed(name)) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "serialization: '"
                            + name
                            + "' (expected one of those on the class path: "
                            + String.join(
                                    ", ", new TreeSet<>(loader().getSupportedExtensions().keySet()))
                            + ")");
        }
        return loader().getExtension(name);
    }

    private static boolean installed(String name) {
        return loader().hasExtension(name);
    }

    private static ExtensionLoader<Serialization> loader() {
        return ExtensionLoader.getExtensionLoader(Serialization.class);
    }

    private static Set<String> named(URL url) {
        Set<String> names = new LinkedHashSet<>();
        add(names, url.getParameter(PREFERRED));
        add(names, url.getParameter(SINGLE));
        return names;
    }

    private static void add(Set<String> names, @Nullable String list) {
        if (list != null) {
            for (String name : list.split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
    }
}
