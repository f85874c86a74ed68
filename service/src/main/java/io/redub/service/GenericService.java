package io.redub.service;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Calls a service without its classes: objects are maps with their class name under "class". */
public interface GenericService {
    /**
     * @param method name of the method
     * @param parameterTypes class names as {@link Class#getName()} or in source form ({@code
     *     int[]}); they choose among overloads
     * @param arguments plain values, lists and maps
     * @throws GenericException if the method itself threw
     */
    @Nullable Object $invoke(String method, String[] parameterTypes, @Nullable Object[] arguments);

    /** Like {@link #$invoke}, without waiting. */
    default CompletableFuture<@Nullable Object> $invokeAsync(
            String method, String[] parameterTypes, @Nullable Object[] arguments) {
        return CompletableFuture.supplyAsync(() -> $invoke(method, parameterTypes, arguments));
    }
}
