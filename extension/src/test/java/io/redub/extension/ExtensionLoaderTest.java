package io.redub.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Named extensions: created once, wrapped, closed, and explained where they are missing. */
class ExtensionLoaderTest {
    @SPI("kilo")
    interface Unit {
        default String path() {
            return getClass().getSimpleName();
        }
    }

    static class Kilo implements Unit {}

    static class Mega implements Unit {}

    static final class Broken implements Unit {
        Broken() {
            throw new IllegalArgumentException("no power");
        }
    }

    abstract static class HalfDone implements Unit {}

    static final class NoConstructor implements Unit {
        NoConstructor(int size) {}
    }

    private static final String KILO = "kilo=" + Kilo.class.getName();
    private static final String MEGA = "mega=" + Mega.class.getName();

    @TempDir Path folder;

    private ExtensionLoader<Unit> units(String... lines) throws IOException {
        return Sources.extensions(folder, Unit.class, lines);
    }

    @Test
    void onlyAnnotatedInterfacesAreExtensionPoints() {
        assertThatThrownBy(() -> ExtensionLoader.getExtensionLoader(Runnable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("java.lang.Runnable", "@SPI");
        assertThatThrownBy(() -> ExtensionLoader.getExtensionLoader(Kilo.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ExtensionLoader.getExtensionLoader(Unit.class))
                .isSameAs(ExtensionLoader.getExtensionLoader(Unit.class));
    }

    @Test
    void anExtensionIsMadeOnceAndOnlyWhenAskedFor() throws IOException {
        ExtensionLoader<Unit> loader = units(KILO, MEGA);
        assertThat(loader.hasExtension("kilo")).isTrue();
        assertThat(loader.getLoadedExtensions()).isEmpty();
        assertThat(loader.getExtension("kilo")).isSameAs(loader.getExtension("kilo"));
        assertThat(loader.getLoadedExtensions()).containsExactly("kilo");
    }

    @Test
    void theDefaultIsWhatTheAnnotationNames() throws IOException {
        ExtensionLoader<Unit> loader = units(KILO, MEGA);
        assertThat(loader.getDefaultExtension()).isInstanceOf(Kilo.class);
        assertThat(loader.getExtension("true")).isSameAs(loader.getDefaultExtension());
        assertThat(loader.getDefaultExtensionName()).isEqualTo("kilo");
    }

    @SPI
    interface WithoutDefault {}

    @Test
    void whereNoDefaultIsNamedAskingForItIsAnError() throws IOException {
        ExtensionLoader<WithoutDefault> loader = Sources.extensions(folder, WithoutDefault.class);
        assertThat(loader.getDefaultExtensionName()).isNull();
        assertThatThrownBy(loader::getDefaultExtension)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("names no default");
    }

    @Test
    void anUnknownNameIsToldWhichThereAreWhereAndWhichWasMeant() throws IOException {
        ExtensionLoader<Unit> loader = units(KILO, "", MEGA, "gone=no.such.Unit");
        String file = "META-INF/redub/" + Unit.class.getName();
        assertThatThrownBy(() -> loader.getExtension("Klio"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "'Klio'",
                        "is 'kilo' meant?",
                        KILO,
                        file + ":1",
                        MEGA,
                        file + ":3",
                        "not loadable: gone");
        assertThatThrownBy(() -> loader.getExtension("something else"))
                .hasMessageNotContaining("meant?");
        assertThatThrownBy(() -> loader.getExtension(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[kilo, mega]");
    }

    @Test
    void aClassThatCannotBeUsedFailsItsOwnNameOnly() throws IOException {
        ExtensionLoader<Unit> loader =
                units(
                        "gone=no.such.Unit",
                        "broken=" + Broken.class.getName(),
                        "half=" + HalfDone.class.getName(),
                        "none=" + NoConstructor.class.getName(),
                        "alien=java.lang.String",
                        KILO);
        assertThat(loader.getDefaultExtension()).isInstanceOf(Kilo.class);
        assertThat(loader.getSupportedExtensions()).containsOnlyKeys("broken", "kilo");
        assertFails(loader, "gone", "gone=no.such.Unit (", ":1)", "ClassNotFoundException");
        assertFails(loader, "broken", ":2)", "no power");
        assertFails(loader, "half", ":3)", "abstract");
        assertFails(loader, "none", ":4)", "no constructor without parameters");
        assertFails(loader, "alien", ":5)", "does not implement " + Unit.class.getName());
    }

    private static void assertFails(ExtensionLoader<Unit> loader, String name, String... why) {
        assertThatThrownBy(() -> loader.getExtension(name))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(why)
                .hasCauseInstanceOf(Throwable.class);
    }

    static final class Inner implements Unit {
        private final Unit inside;

        Inner(Unit inside) {
            this.inside = inside;
        }

        @Override
        public String path() {
            return "inner(" + inside.path() + ")";
        }
    }

    @Wrapper(order = -5, mismatches = "mega")
    static final class Outer implements Unit {
        private final Unit inside;

        Outer(Unit inside) {
            this.inside = inside;
        }

        @Override
        public String path() {
            return "outer(" + inside.path() + ")";
        }
    }

    @Wrapper(order = 5, matches = "mega")
    static final class OnlyMega implements Unit {
        private final Unit inside;

        OnlyMega(Unit inside) {
            this.inside = inside;
        }

        @Override
        public String path() {
            return "only(" + inside.path() + ")";
        }
    }

    @Test
    void wrappersStandAroundEveryExtensionInTheirOrder() throws IOException {
        ExtensionLoader<Unit> loader =
                units(
                        "i,twice=" + Inner.class.getName(),
                        "o=" + Outer.class.getName(),
                        "m=" + OnlyMega.class.getName(),
                        KILO,
                        MEGA,
                        "thousand=" + Kilo.class.getName());
        assertThat(loader.getExtension("kilo").path()).isEqualTo("outer(inner(Kilo))");
        assertThat(loader.getExtension("mega").path()).isEqualTo("inner(only(Mega))");
        assertThat(loader.getSupportedExtensions()).containsOnlyKeys("kilo", "mega", "thousand");
        assertThat(loader.getExtension("thousand")).isSameAs(loader.getExtension("kilo"));
        assertThatThrownBy(() -> loader.getExtension("o"))
                .hasMessageContainingAll("'o': that is a wrapper", ":2)");
    }

    @SPI
    interface Counted {}

    static final class CountedOne implements Counted {
        static final AtomicInteger MADE = new AtomicInteger();

        CountedOne() {
            MADE.incrementAndGet();
        }
    }

    @Test
    void manyThreadsGetOneInstance() throws Exception {
        int threads = 8;
        int rounds = 50;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int round = 0; round < rounds; round++) {
            ExtensionLoader<Counted> loader =
                    Sources.extensions(folder, Counted.class, "a,b=" + CountedOne.class.getName());
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<Counted>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                String name = i % 2 == 0 ? "a" : "b";
                answers.add(
                        pool.submit(
                                () -> {
                                    start.await();
                                    return loader.getExtension(name);
                                }));
            }
            Set<Counted> seen = new HashSet<>();
            for (Future<Counted> answer : answers) {
                seen.add(answer.get(10, TimeUnit.SECONDS));
            }
            assertThat(seen).hasSize(1);
        }
        pool.shutdown();
        assertThat(CountedOne.MADE).hasValue(rounds);
    }

    @SPI
    public interface Left {}

    @SPI
    public interface Right {}

    static ExtensionLoader<Left> lefts;
    static ExtensionLoader<Right> rights;

    static final class NeedsRight implements Left {
        NeedsRight() {
            meet();
            rights.getExtension("plain");
        }
    }

    static final class PlainLeft implements Left {}

    static final class NeedsLeft implements Right {
        NeedsLeft() {
            meet();
            lefts.getExtension("plain");
        }
    }

    static final class PlainRight implements Right {}

    private static final CyclicBarrier CONSTRUCTORS = new CyclicBarrier(2);

    /** Gives the other constructor the time to run; with one lock it never does. */
    private static void meet() {
        try {
            CONSTRUCTORS.await(200, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | BrokenBarrierException | InterruptedException e) {
            Thread.yield();
        }
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void extensionsThatNeedEachOthersPointsFromTwoThreadsDoNotWaitForever() throws Exception {
        lefts =
                Sources.extensions(
                        folder,
                        Left.class,
                        "needy=" + NeedsRight.class.getName(),
                        "plain=" + PlainLeft.class.getName());
        rights =
                Sources.extensions(
                        folder,
                        Right.class,
                        "needy=" + NeedsLeft.class.getName(),
                        "plain=" + PlainRight.class.getName());
        ExecutorService pool = Executors.newFixedThreadPool(2);
        Future<?> left = pool.submit(() -> lefts.getExtension("needy"));
        Future<?> right = pool.submit(() -> rights.getExtension("needy"));
        assertThat(left.get(10, TimeUnit.SECONDS)).isInstanceOf(NeedsRight.class);
        assertThat(right.get(10, TimeUnit.SECONDS)).isInstanceOf(NeedsLeft.class);
        pool.shutdown();
    }

    static final class Selfish implements Unit {
        static ExtensionLoader<Unit> loader;

        Selfish() {
            loader.getExtension("selfish");
        }
    }

    @Test
    void anExtensionThatNeedsItselfIsAnError() throws IOException {
        Selfish.loader = units("selfish=" + Selfish.class.getName());
        assertThatThrownBy(() -> Selfish.loader.getExtension("selfish"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs itself while it is being created");
    }

    static final List<String> CLOSED = new ArrayList<>();

    static final class First implements Unit, AutoCloseable {
        @Override
        public void close() {
            CLOSED.add("first");
            throw new IllegalArgumentException("stuck");
        }
    }

    static final class Second implements Unit, AutoCloseable {
        @Override
        public void close() {
            CLOSED.add("second");
        }
    }

    static final class Around implements Unit, AutoCloseable {
        private final String name;

        Around(Unit inside) {
            name = "around " + inside.getClass().getSimpleName();
        }

        @Override
        public void close() {
            CLOSED.add(name);
        }
    }

    @Test
    void closingClosesTheYoungestFirstAndTellsOfFailuresAtTheEnd() throws IOException {
        ExtensionLoader<Unit> loader =
                units(
                        "first=" + First.class.getName(),
                        "second=" + Second.class.getName(),
                        "around=" + Around.class.getName());
        Unit before = loader.getExtension("first");
        loader.getExtension("second");
        assertThatThrownBy(ExtensionLoader::closeAll)
                .isInstanceOf(IllegalStateException.class)
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasRootCauseMessage("stuck"));
        assertThat(CLOSED).containsExactly("around Second", "second", "around First", "first");
        assertThat(loader.getLoadedExtensions()).isEmpty();
        assertThat(loader.getExtension("first")).isNotSameAs(before);
        CLOSED.clear();
        assertThatThrownBy(ExtensionLoader::closeAll).isInstanceOf(IllegalStateException.class);
        assertThat(CLOSED).containsExactly("around First", "first");
    }
}
