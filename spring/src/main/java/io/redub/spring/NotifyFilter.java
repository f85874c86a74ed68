package io.redub.spring;

import io.redub.config.ElementKind;
import io.redub.extension.NearestName;
import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Result;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Calls methods of beans before calls, with their results and with their exceptions: {@code
 * oninvoke}, {@code onreturn} and {@code onthrow} of methods. What these methods throw is logged;
 * the call goes on. Thread-safe.
 */
final class NotifyFilter implements Filter {
    private static final Logger log = LoggerFactory.getLogger(NotifyFilter.class);

    /** A bean's method to call; the bean is made when it is first needed. */
    private record Notice(BeanFactory beans, String bean, Method method) {
        /**
         * @param first the result or exception, if there is one
         */
        void send(@Nullable Object @Nullable [] first, @Nullable Object[] arguments) {
            try {
                method.invoke(beans.getBean(bean), parameters(first, arguments));
            } catch (InvocationTargetException e) {
                log.warn("{} failed", method, e.getTargetException());
            } catch (ReflectiveOperationException | RuntimeException e) {
                log.warn("{} cannot be called: {}", method, e.toString());
            }
        }

        /** All, the arguments as one array, the result alone, or nothing: what the method takes. */
        private @Nullable Object[] parameters(
                @Nullable Object @Nullable [] first, @Nullable Object[] arguments) {
            int wanted = method.getParameterCount();
            if (first == null) {
                return wanted == 0 ? new Object[0] : arguments;
            }
            if (wanted <= 1) {
                return Arrays.copyOf(first, wanted);
            }
            if (wanted == 2 && method.getParameterTypes()[1] == Object[].class) {
                return new Object[] {first[0], arguments};
            }
            Object[] all = Arrays.copyOf(first, 1 + arguments.length);
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            return all;
        }
    }

    private final Map<String, Notice> before = new HashMap<>();
    private final Map<String, Notice> returned = new HashMap<>();
    private final Map<String, Notice> thrown = new HashMap<>();

    private NotifyFilter() {}

    /** Null if the reference's methods ask for nothing. */
    static @Nullable NotifyFilter of(DeclaredElement reference, BeanFactory beans) {
        NotifyFilter filter = new NotifyFilter();
        for (DeclaredElement method : reference.children()) {
            String name = method.get("name");
            if (method.kind() == ElementKind.METHOD && name != null) {
                add(filter.before, name, method, "oninvoke", beans);
                add(filter.returned, name, method, "onreturn", beans);
                add(filter.thrown, name, method, "onthrow", beans);
            }
        }
        boolean none =
                filter.before.isEmpty() && filter.returned.isEmpty() && filter.thrown.isEmpty();
        return none ? null : filter;
    }

    private static void add(
            Map<String, Notice> notices,
            String name,
            DeclaredElement element,
            String setting,
            BeanFactory beans) {
        String value = element.get(setting);
        if (value != null && !value.isEmpty()) {
            notices.put(name, notice(value, setting, element, beans));
        }
    }

    private static Notice notice(
            String value, String setting, DeclaredElement element, BeanFactory beans) {
        int dot = value.lastIndexOf('.');
        String bean = value.substring(0, Math.max(0, dot));
        String name = value.substring(dot + 1);
        Class<?> type = beans.containsBean(bean) ? beans.getType(bean) : null;
        if (type == null) {
            throw wrong(value, setting, element, "there is no bean '" + bean + "'");
        }
        List<Method> methods =
                Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(type))
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .toList();
        List<Method> named =
                methods.stream().filter(method -> method.getName().equals(name)).toList();
        if (named.size() != 1) {
            List<String> names = methods.stream().map(Method::getName).distinct().toList();
            throw wrong(
                    value,
                    setting,
                    element,
                    type.getName()
                            + " has "
                            + (named.isEmpty() ? "no method" : named.size() + " methods")
                            + " '"
                            + name
                            + "'"
                            + NearestName.meant(name, names));
        }
        ReflectionUtils.makeAccessible(named.get(0));
        return new Notice(beans, bean, named.get(0));
    }

    private static RpcException wrong(
            String value, String setting, DeclaredElement element, String why) {
        return new RpcException(
                StatusCode.CONFIGURATION,
                "method "
                        + setting
                        + ": '"
                        + value
                        + "': "
                        + why
                        + " (expected: bean.method), from "
                        + element.whereIs(setting));
    }

    @Override
    public CompletionStage<Result> invoke(Invocation invocation, Invoker next) {
        String name = invocation.methodName();
        Notice first = before.get(name);
        if (first != null) {
            first.send(null, invocation.arguments());
        }
        Notice answer = returned.get(name);
        Notice failure = thrown.get(name);
        CompletionStage<Result> result = next.invoke(invocation);
        return answer == null && failure == null
                ? result
                : result.thenApply(
                        got -> {
                            tell(got, answer, failure, invocation.arguments());
                            return got;
                        });
    }

    private static void tell(
            Result result,
            @Nullable Notice answer,
            @Nullable Notice failure,
            @Nullable Object[] arguments) {
        if (result instanceof Result.Value value && answer != null) {
            answer.send(new Object[] {value.value()}, arguments);
        } else if (result instanceof Result.Failure failed && failure != null) {
            failure.send(new Object[] {failed.status().toThrowable()}, arguments);
        }
    }
}
