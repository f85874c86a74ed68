package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.Invoker;
import io.redub.service.Origin;
import io.redub.service.Result;
import io.redub.service.Status;
import io.redub.service.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Calls every group of providers at once, and makes one answer of theirs, as the setting {@code
 * merger} of the method says. Within a group another policy is followed; without a {@code merger}
 * that one is followed over all groups. The call fails if one group fails. Used where a reference
 * names several groups ({@code *} or {@code a,b}).
 */
public final class MergeableCluster implements Cluster {
    /** With failover within a group. */
    @Override
    public Invoker join(Directory directory, MethodOptions options) {
        return join(directory, options, new FailoverCluster());
    }

    /** With this policy within a group. */
    public static Cluster around(Cluster withinGroup) {
        return (directory, options) -> join(directory, options, withinGroup);
    }

    private static Invoker join(Directory directory, MethodOptions options, Cluster withinGroup) {
        String merger = options.setting("merger");
        if (merger == null
                || merger.isBlank()
                || merger.equals("false")
                || options.method().builtIn()) {
            return withinGroup.join(directory, options);
        }
        Merging merging;
        try {
            merging = Merging.of(merger.strip(), options.method());
        } catch (IllegalArgumentException | IllegalStateException e) {
            if (options.settings().hasParameter(options.method().name() + ".merger")) {
                throw e;
            }
            // Said of all methods, so perhaps not meant for this one.
            return call ->
                    Result.failed(
                            new Status(
                                    StatusCode.CONFIGURATION,
                                    Origin.BEFORE_SEND,
                                    call.method().name()
                                            + ": "
                                            + e.getMessage()
                                            + "; or merger=false for this method",
                                    e));
        }
        Parts groups = new Parts(directory, withinGroup, options, MergeableCluster::group);
        return call -> invoke(directory, groups, merging, call);
    }

    private static String group(ProviderNode node) {
        String group = node.url().getGroup();
        return group == null ? "" : group;
    }

    private static CompletionStage<Result> invoke(
            Directory directory, Parts groups, Merging merging, Invocation call) {
        ProviderList list = directory.list();
        List<Parts.Part> parts = groups.of(list, call);
        if (parts.isEmpty()) {
            return Result.failed(list.nobody(directory.service(), call));
        } else if (parts.size() == 1) {
            return parts.get(0).invoke(call);
        }
        Answer whole = new Answer();
        List<CompletableFuture<Result>> answers = new ArrayList<>(parts.size());
        for (Parts.Part part : parts) {
            CompletionStage<Result> answer = part.invoke(call);
            whole.waitsFor(answer);
            answers.add(answer.toCompletableFuture());
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, fault) -> whole.complete(merge(parts, answers, merging)));
        return whole;
    }

    private static Result merge(
            List<Parts.Part> parts, List<CompletableFuture<Result>> answers, Merging merging) {
        List<Object> values = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            Result result =
                    answers.get(i)
                            .handle(
                                    (known, fault) ->
                                            known == null
                                                    ? Result.failure(Tries.broken(fault))
                                                    : known)
                            .join();
            if (result instanceof Result.Failure failure) {
                return Result.failure(ofGroup(parts.get(i).name(), failure.status(), parts.size()));
            }
            Object value = ((Result.Value) result).value();
            if (value != null) {
                values.add(value);
            }
        }
        if (values.size() < 2) {
            return Result.value(values.isEmpty() ? null : values.get(0));
        }
        try {
            return Result.value(merging.merge(values));
        } catch (RuntimeException | Error e) {
            return Result.failure(
                    new Status(
                            StatusCode.INTERNAL,
                            Origin.AFTER_SEND,
                            "the answers of the groups "
                                    + parts.stream().map(Parts.Part::name).toList()
                                    + " cannot be merged: "
                                    + e,
                            e));
        }
    }

    /** What the user's method threw stays what it is; other groups may have run in any case. */
    private static Status ofGroup(String group, Status status, int groups) {
        return status.code() == StatusCode.APPLICATION
                ? status
                : new Status(
                        status.code(),
                        Origin.AFTER_SEND,
                        "group '" + group + "' of " + groups + ": " + status.message(),
                        status.cause(),
                        status.times());
    }
}
