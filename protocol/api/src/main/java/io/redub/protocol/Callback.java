package io.redub.protocol;

import io.redub.service.Invoker;
import io.redub.service.ServiceModel;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An argument that does not travel but is called back: an object at the consumer, an invoker at the
 * provider. Protocols carry it; above them there are only users' objects.
 */
public sealed interface Callback {
    /**
     * The consumer's end. Two with the same object are one callback.
     *
     * @param invoker makes what answers the calls that come back; asked once while it is known to
     *     the provider
     */
    record Local(Object object, Supplier<Invoker> invoker) implements Callback {}

    /** The provider's end; one per object and connection. Thread-safe. */
    final class Remote implements Callback {
        private final ServiceModel service;
        private final Invoker invoker;
        private @Nullable Object object;

        /**
         * @param service the model of the callback's interface
         * @param invoker calls the object at the consumer
         */
        public Remote(ServiceModel service, Invoker invoker) {
            this.service = service;
            this.invoker = invoker;
        }

        public ServiceModel service() {
            return service;
        }

        public Invoker invoker() {
            return invoker;
        }

        /** The object that stands for it here: always the same, so that users can compare. */
        public synchronized Object object(Function<Remote, Object> make) {
            Object made = object;
            if (made == null) {
                made = make.apply(this);
                object = made;
            }
            return made;
        }
    }
}
