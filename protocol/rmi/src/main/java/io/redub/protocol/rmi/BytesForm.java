package io.redub.protocol.rmi;

import io.redub.serialize.SerializationException;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.Status;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By {@link RemoteCalls}: as Redub's peers call each other. */
record BytesForm(CallForm form) implements PeerForm {
    private static final Method CALL = RemoteCalls.class.getMethods()[0];
    private static final long HASH = Jrmp.hash(CALL);

    @Override
    public byte[] request(Invocation call, Map<String, Object> attachments, long millisLeft) {
        return Jrmp.call(CALL, HASH, new Object[] {form.request(call, attachments, millisLeft)});
    }

    @Override
    public Result returned(MethodModel method, Answer answer) {
        if (answer.value(byte[].class) instanceof byte[] bytes) {
            return form.result(method, bytes);
        }
        throw new SerializationException("it is null");
    }

    @Override
    public @Nullable Status thrown(MethodModel method, Throwable thrown) {
        return null;
    }
}
