package io.redub.protocol.rmi;

import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.Status;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an object of a peer is called: which remote method, with what in it. Thread-safe. */
interface PeerForm {
    /** Whether such an object can be asked for this method. */
    default boolean has(MethodModel method) {
        return true;
    }

    /**
     * A call without the id of its object.
     *
     * @throws io.redub.serialize.SerializationException if an argument cannot be written
     */
    byte[] request(Invocation call, Map<String, Object> attachments, long millisLeft);

    /**
     * What a call came to whose remote method returned.
     *
     * @throws io.redub.serialize.SerializationException if it cannot be read
     */
    Result returned(MethodModel method, Answer answer);

    /** What has been thrown if it is no failure of RMI itself, else null. */
    @Nullable Status thrown(MethodModel method, Throwable thrown);
}
