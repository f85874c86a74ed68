package io.redub.serialize.hessian2;

/** Tells the JDK's classes, whose fields are closed, from users' classes. */
final class Jdk {
    private Jdk() {}

    static boolean has(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
