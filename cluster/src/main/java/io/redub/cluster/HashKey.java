package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.url.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where on a {@link HashRing} a call belongs: the MD5 of the texts of some of its arguments, one
 * behind the other, as in Dubbo. An array is the text of its elements, which Dubbo does not look
 * at.
 *
 * @param indexes of the arguments, from 0; those that a call does not have are left out
 */
record HashKey(int[] indexes) {
    static final String SETTING = "hash.arguments";

    private static final ThreadLocal<MessageDigest> MD5 =
            ThreadLocal.withInitial(
                    () -> {
                        try {
                            return MessageDigest.getInstance("MD5");
                        } catch (NoSuchAlgorithmException e) {
                            throw new IllegalStateException("every JDK has MD5", e);
                        }
                    });

    /**
     * A setting for all methods may name arguments that some do not have; one for this method may
     * not.
     *
     * @throws IllegalArgumentException if it is no list of indexes, or is for this method and names
     *     an argument that it does not have
     */
    static HashKey of(MethodModel method, URL settings) {
        String own = settings.getParameter(method.name() + "." + SETTING);
        String given = own == null ? settings.getParameter(SETTING, "0") : own;
        String[] words = given.strip().split("\\s*,\\s*", -1);
        int[] indexes = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            if (!words[i].matches("[0-9]{1,3}")) {
                throw new IllegalArgumentException(
                        SETTING
                                + ": '"
                                + given
                                + "' (expected: indexes of arguments from 0, separated by commas)");
            }
            indexes[i] = Integer.parseInt(words[i]);
            int arguments = method.parameterTypes().size();
            if (own != null && !method.builtIn() && indexes[i] >= arguments) {
                throw new IllegalArgumentException(
                        SETTING
                                + ": "
                                + indexes[i]
                                + " (expected: below "
                                + arguments
                                + ", since the method has "
                                + arguments
                                + " arguments, counted from 0)");
            }
        }
        return new HashKey(indexes);
    }

    /** The place of a call: 0 to 2³² − 1. */
    long hash(Invocation call) {
        @Nullable Object[] arguments = arguments(call);
        if (indexes.length == 1 && indexes[0] < arguments.length) {
            return hash(text(arguments[indexes[0]]));
        }
        StringBuilder key = new StringBuilder();
        for (int index : indexes) {
            if (index < arguments.length) {
                key.append(text(arguments[index]));
            }
        }
        return hash(key.toString());
    }

    /** Those that are meant: of a generic call, the ones inside. */
    private static @Nullable Object[] arguments(Invocation call) {
        @Nullable Object[] arguments = call.arguments();
        return call.method().builtIn()
                        && arguments.length == 3
                        && arguments[2] instanceof Object[] meant
                ? meant
                : arguments;
    }

    private static String text(@Nullable Object argument) {
        if (argument == null || !argument.getClass().isArray()) {
            return String.valueOf(argument);
        }
        return Arrays.deepToString(new Object[] {argument});
    }

    private static long hash(String key) {
        return point(digest(key), 0);
    }

    static byte[] digest(String text) {
        return MD5.get().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One of the four numbers in a digest, 0 to 2³² − 1; the lowest byte first. */
    static long point(byte[] digest, int number) {
        int at = number * 4;
        return (digest[at + 3] & 0xFFL) << 24
                | (digest[at + 2] & 0xFFL) << 16
                | (digest[at + 1] & 0xFFL) << 8
                | digest[at] & 0xFFL;
    }
}
