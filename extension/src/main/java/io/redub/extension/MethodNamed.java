package io.redub.extension;

/**
 * An argument of an adaptive method that says which remote method is meant. The extension is then
 * chosen by {@code method.key} before {@code key}.
 */
public interface MethodNamed {
    String methodName();
}
