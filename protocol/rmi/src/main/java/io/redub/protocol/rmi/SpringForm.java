package io.redub.protocol.rmi;

import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.ServiceModel;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import io.redub.url.URL;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By the handler of Spring's {@code RmiServiceExporter}, which Dubbo 2 has before its services,
 * too. Dubbo is known by its release; others get no class of it.
 */
final class SpringForm implements PeerForm {
    private static final Method INVOKE = SpringNames.invoke();
    private static final long HASH = Jrmp.hash(INVOKE);
    private static final Pattern VERSION =
            Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\.(\\d{1,4}))?.*");

    private final Class<?>[][] parameters;
    private final Class<?> envelope;

    SpringForm(ServiceModel service, URL url) {
        this.parameters =
                service.methods().stream()
                        .map(each -> each.method().getParameterTypes())
                        .toArray(Class<?>[][]::new);
        this.envelope = envelope(url);
    }

    /** Dubbo 2.7 says its release; 2.6.3 was the first to have a class of its own. */
    private static Class<?> envelope(URL url) {
        if (atLeast(url.getParameter("release", ""), 2_007_000)) {
            return DubboCall.class;
        }
        return atLeast(url.getParameter("dubbo", ""), 2_006_003)
                ? OldDubboCall.class
                : SpringCall.class;
    }

    private static boolean atLeast(String version, int least) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int patch = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4));
        return Integer.parseInt(parts.group(1)) * 1_000_000
                        + Integer.parseInt(parts.group(2)) * 1000
                        + patch
                >= least;
    }

    @Override
    public byte[] request(Invocation call, Map<String, Object> attachments, long millisLeft) {
        MethodModel method = call.method();
        Envelope written = SpringNames.envelope(envelope);
        written.fill(
                method.name(),
                parameters[method.index()],
                call.arguments(),
                envelope == SpringCall.class ? null : attributes(method, attachments));
        return Jrmp.call(INVOKE, HASH, new Object[] {written});
    }

    private static Map<String, Object> attributes(
            MethodModel method, Map<String, Object> attachments) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(SpringService.ATTACHMENTS, new HashMap<>(attachments));
        if (method.builtIn()) {
            attributes.put(
                    SpringService.GENERIC,
                    String.valueOf(attachments.getOrDefault(SpringService.GENERIC, "true")));
        }
        return attributes;
    }

    @Override
    public Result returned(MethodModel method, Answer answer) {
        return Result.value(answer.object(method.resultType()));
    }

    @Override
    public @Nullable Status thrown(MethodModel method, Throwable thrown) {
        if (thrown instanceof InvocationTargetException wrapped) {
            return CallForm.thrown(wrapped.getTargetException());
        }
        if (thrown instanceof NoSuchMethodException) {
            return new Status(
                    StatusCode.METHOD_NOT_FOUND,
                    Origin.REMOTE,
                    "the provider has no method " + thrown.getMessage(),
                    thrown);
        }
        return null;
    }
}
