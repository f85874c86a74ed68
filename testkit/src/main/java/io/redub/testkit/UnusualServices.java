package io.redub.testkit;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.MethodManifestation;
import net.bytebuddy.description.modifier.TypeManifestation;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import org.jspecify.annotations.Nullable;

/** Service interfaces as users have them and nobody thinks of, with an object behind each. */
final class UnusualServices {
    private UnusualServices() {}

    /** Has a default method, a static one, and declares methods that every object has. */
    interface WithDefaults {
        String plain(String text);

        default String decorated(String text) {
            return "[" + plain(text) + "]";
        }

        static WithDefaults shouting() {
            return text -> text.toUpperCase(Locale.ROOT);
        }

        @Override
        String toString();

        @Override
        boolean equals(@Nullable Object other);

        @Override
        int hashCode();
    }

    /** What many services have in common. */
    interface Store<K, V> {
        @Nullable V find(K key);

        List<V> all();

        void put(K key, V value);

        Object describe();
    }

    /** Overrides with the real types: the compiler adds bridges. */
    interface TextStore extends Store<Integer, String> {
        @Override
        @Nullable String find(Integer key);

        @Override
        void put(Integer key, String value);

        @Override
        String describe();
    }

    /** What {@link TextStore} is. */
    static final class TextBean implements TextStore {
        private @Nullable String last;

        @Override
        public @Nullable String find(Integer key) {
            return last + key;
        }

        @Override
        public List<String> all() {
            return List.of(String.valueOf(last));
        }

        @Override
        public void put(Integer key, String value) {
            last = value;
        }

        @Override
        public String describe() {
            return "texts";
        }
    }

    /** Every kind of value, varargs, and more slots than parameters. */
    interface Values {
        boolean flag(boolean value);

        byte small(byte value);

        short shorter(short value);

        char letter(char value);

        int number(int value);

        long big(long a, double b, long c, double d);

        float real(float value);

        double precise(double value);

        long[][] grid(long[][] value);

        String[] words(String... words);

        int count(int first, Object... rest);

        @Nullable Object anything(@Nullable Object value);

        CompletableFuture<Void> nothingLater();

        void declared() throws IOException, InterruptedException;
    }

    /** What {@link Values} does. */
    static final class ValuesBean implements Values {
        @Override
        public boolean flag(boolean value) {
            return value;
        }

        @Override
        public byte small(byte value) {
            return value;
        }

        @Override
        public short shorter(short value) {
            return value;
        }

        @Override
        public char letter(char value) {
            return value;
        }

        @Override
        public int number(int value) {
            return value;
        }

        @Override
        public long big(long a, double b, long c, double d) {
            return a + (long) b + c + (long) d;
        }

        @Override
        public float real(float value) {
            return value;
        }

        @Override
        public double precise(double value) {
            return value;
        }

        @Override
        public long[][] grid(long[][] value) {
            return value;
        }

        @Override
        public String[] words(String... words) {
            return words;
        }

        @Override
        public int count(int first, Object... rest) {
            return first + rest.length;
        }

        @Override
        public @Nullable Object anything(@Nullable Object value) {
            return value;
        }

        @Override
        public CompletableFuture<Void> nothingLater() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void declared() throws IOException, InterruptedException {
            throw new InterruptedException("declared");
        }
    }

    /** Has no methods at all. */
    interface Empty {}

    /**
     * An interface as the Kotlin compiler leaves it: mangled names ({@code total-WZ4Q5Ns}) for
     * parameters of value classes, names that are no names in Java.
     */
    static Class<?> kotlin(@Nullable ClassLoader parent) {
        DynamicType.Builder<?> made =
                new ByteBuddy()
                        .with(TypeValidation.DISABLED)
                        .makeInterface()
                        .name("shop.kotlin.Prices");
        for (String name : List.of("total-WZ4Q5Ns", "new", "sold out", "getPrice-pVg5ArA")) {
            made =
                    made.defineMethod(
                                    name,
                                    long.class,
                                    Visibility.PUBLIC,
                                    MethodManifestation.ABSTRACT)
                            .withParameters(long.class, String.class)
                            .withoutCode();
        }
        return load(made, parent);
    }

    /**
     * An interface with so many methods of one {@code int} that a single method could not hold
     * them.
     */
    static Class<?> wide(int methods) {
        DynamicType.Builder<?> made = new ByteBuddy().makeInterface().name("shop.wide.Wide");
        for (int i = 0; i < methods; i++) {
            made =
                    made.defineMethod(
                                    "m" + i,
                                    int.class,
                                    Visibility.PUBLIC,
                                    MethodManifestation.ABSTRACT)
                            .withParameters(int.class)
                            .withoutCode();
        }
        return load(made, UnusualServices.class.getClassLoader());
    }

    /** An interface that nobody outside its package sees. */
    static Class<?> hidden() {
        DynamicType.Builder<?> made =
                new ByteBuddy()
                        .makeInterface()
                        .name("shop.hidden.Hidden")
                        .modifiers(Visibility.PACKAGE_PRIVATE, TypeManifestation.INTERFACE)
                        .defineMethod(
                                "text",
                                String.class,
                                Visibility.PUBLIC,
                                MethodManifestation.ABSTRACT)
                        .withParameters(String.class)
                        .withoutCode();
        return load(made, UnusualServices.class.getClassLoader());
    }

    private static Class<?> load(DynamicType.Builder<?> made, @Nullable ClassLoader parent) {
        return made.make().load(parent, ClassLoadingStrategy.Default.WRAPPER).getLoaded();
    }
}
