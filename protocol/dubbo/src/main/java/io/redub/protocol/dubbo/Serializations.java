package io.redub.protocol.dubbo;

import io.redub.extension.ExtensionLoader;
import io.redub.serialize.Serialization;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The serializations installed in this process, by the ids that headers name. */
final class Serializations {
    /** Header flags keep five bits for it. */
    static final int IDS = 32;

    private static final Logger log = LoggerFactory.getLogger(Serializations.class);

    private static final class Installed {
        static final @Nullable Serialization[] BY_ID = load();
    }

    private Serializations() {}

    /** The one with this id, or null. */
    static @Nullable Serialization byId(int id) {
        return Installed.BY_ID[id];
    }

    private static @Nullable Serialization[] load() {
        @Nullable Serialization[] byId = new Serialization[IDS];
        ExtensionLoader<Serialization> loader =
                ExtensionLoader.getExtensionLoader(Serialization.class);
        for (String name : loader.getSupportedExtensions().keySet()) {
            try {
                Serialization each = loader.getExtension(name);
                byId[each.id()] = each;
            } catch (RuntimeException | LinkageError e) {
                log.warn("The serialization {} is left out: it cannot be loaded", name, e);
            }
        }
        return byId;
    }
}
