package io.redub.protocol.rmi;

import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By the methods of the service's own, remote interface; attachments have no place in it. */
final class RemoteForm implements PeerForm {
    private final long[] hashes;

    RemoteForm(ServiceModel service) {
        this.hashes =
                service.methods().stream().mapToLong(each -> Jrmp.hash(each.method())).toArray();
    }

    /** A remote interface has its own methods only. */
    @Override
    public boolean has(MethodModel method) {
        return !method.builtIn();
    }

    @Override
    public byte[] request(Invocation call, Map<String, Object> attachments, long millisLeft) {
        MethodModel method = call.method();
        return Jrmp.call(method.method(), hashes[method.index()], call.arguments());
    }

    @Override
    public Result returned(MethodModel method, Answer answer) {
        return Result.value(answer.value(method.method().getGenericReturnType()));
    }

    @Override
    public @Nullable Status thrown(MethodModel method, Throwable thrown) {
        return null;
    }
}
