package io.redub.proxy.validation;

import io.redub.service.Filter;
import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.MethodModel;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Checks the arguments of calls by the constraints on the service's interface and on the classes of
 * the arguments, with or without {@code @Valid}. What is not valid does not go on: a failure with
 * the code VALIDATION, whose message names each place and what is wrong there, never the value.
 * Thread-safe.
 */
public final class ValidationFilter implements Filter, AutoCloseable {
    private static final int MOST_TOLD = 20;

    private final ValidatorFactory factory;
    private final Validator validator;
    private final Map<MethodModel, MethodChecks> checks =
            Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @throws IllegalStateException if the class path has no implementation of Jakarta Validation
     */
    public ValidationFilter() {
        try {
            factory = Validation.buildDefaultValidatorFactory();
            validator = factory.getValidator();
        } catch (ValidationException e) {
            throw new IllegalStateException(
                    "validation: Jakarta Validation cannot start: "
                            + e.getMessage()
                            + " (add an implementation, such as Hibernate Validator)",
                    e);
        }
    }

    @Override
    public CompletionStage<Result> invoke(Invocation call, Invoker next) {
        MethodModel method = call.method();
        if (method.builtIn()) {
            return next.invoke(call);
        }
        Map<String, String> wrong = wrong(call);
        return wrong.isEmpty() ? next.invoke(call) : Result.failed(invalid(method, wrong));
    }

    /** What is wrong, by the path to it, in the paths' order. */
    private Map<String, String> wrong(Invocation call) {
        MethodChecks method = checks.computeIfAbsent(call.method(), MethodChecks::new);
        @Nullable Object[] arguments = call.arguments();
        Map<String, String> wrong = new TreeMap<>();
        add(
                wrong,
                "",
                validator
                        .forExecutables()
                        .validateParameters(
                                method.bearer(), method.method(), arguments, method.groups()));
        for (int i = 0; i < arguments.length; i++) {
            String path = method.path(i);
            int position = 0;
            for (Object item : items(arguments[i])) {
                if (item != null && isUsers(item.getClass())) {
                    String at = item == arguments[i] ? path : path + "[" + position + "]";
                    add(wrong, at + ".", validator.validate(item, method.groups()));
                }
                position++;
            }
        }
        return wrong;
    }

    private static void add(
            Map<String, String> wrong,
            String prefix,
            Collection<? extends ConstraintViolation<?>> violations) {
        for (ConstraintViolation<?> violation : violations) {
            wrong.putIfAbsent(prefix + violation.getPropertyPath(), violation.getMessage());
        }
    }

    /** The argument, or what is in it: constraints of classes hold without {@code @Valid} too. */
    private static List<@Nullable Object> items(@Nullable Object argument) {
        if (argument instanceof Object[] array) {
            return Arrays.asList(array);
        } else if (argument instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        } else if (argument instanceof Map<?, ?> map) {
            return new ArrayList<>(map.values());
        }
        return Collections.singletonList(argument);
    }

    private static boolean isUsers(Class<?> type) {
        return type.getClassLoader() != null && !type.isEnum() && !type.isArray();
    }

    /** Not executed on either side, which is why it may be called again with better arguments. */
    private static Status invalid(MethodModel method, Map<String, String> wrong) {
        StringBuilder message = new StringBuilder("arguments of ");
        message.append(method.method().getDeclaringClass().getName())
                .append('.')
                .append(method.name())
                .append(" are not valid: ");
        int told = 0;
        for (Map.Entry<String, String> entry : wrong.entrySet()) {
            if (told == MOST_TOLD) {
                message.append("; and ").append(wrong.size() - told).append(" more");
                break;
            }
            message.append(told++ == 0 ? "" : "; ")
                    .append(entry.getKey())
                    .append(' ')
                    .append(entry.getValue());
        }
        return Status.of(StatusCode.VALIDATION, Origin.BEFORE_SEND, message.toString());
    }

    @Override
    public void close() {
        factory.close();
    }
}
