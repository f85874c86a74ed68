package io.redub.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is run, and for how long.
 *
 * @param sides in the order in which they take turns
 * @param cells in the order of the table
 * @param warmUp for each side and cell, before the first round
 * @param rounds in each, every cell is run once on every side; at least 1
 * @param run length of one run
 */
record Plan(List<Side> sides, List<Cell> cells, Duration warmUp, int rounds, Duration run) {
    private static final List<Mode> MODES =
            List.of(Mode.sync(1), Mode.sync(32), Mode.sync(256), Mode.async(256));

    static Plan full() {
        List<Cell> cells = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            MODES.forEach(mode -> cells.add(new Cell(operation, mode)));
        }
        return new Plan(
                List.of(Side.values()), cells, Duration.ofSeconds(5), 5, Duration.ofSeconds(5));
    }

    /** All modes of getUser and one of the others. */
    static Plan quick() {
        List<Cell> cells = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            if (operation == Operation.GET_USER) {
                MODES.forEach(mode -> cells.add(new Cell(operation, mode)));
            } else {
                cells.add(new Cell(operation, Mode.sync(32)));
            }
        }
        return new Plan(
                List.of(Side.values()), cells, Duration.ofSeconds(3), 3, Duration.ofSeconds(3));
    }

    Plan timed(Duration newWarmUp, int newRounds, Duration newRun) {
        return new Plan(sides, cells, newWarmUp, newRounds, newRun);
    }

    /**
     * The part of this plan that the words name: sides, methods, modes. Words of one kind widen the
     * choice, words of different kinds narrow it.
     *
     * @throws IllegalArgumentException if a word names nothing of this plan
     */
    Plan only(List<String> words) {
        Set<String> unused = new TreeSet<>(words);
        Plan part =
                new Plan(
                        matching(
                                sides, words, unused, side -> side.name().toLowerCase(Locale.ROOT)),
                        matching(
                                matching(cells, words, unused, cell -> cell.operation().method()),
                                words,
                                unused,
                                cell -> cell.mode().toString()),
                        warmUp,
                        rounds,
                        run);
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(
                    "--only: " + unused + " (expected: " + sides + ", or of: " + cells + ")");
        }
        return part;
    }

    private static <T> List<T> matching(
            List<T> from, List<String> words, Set<String> unused, Function<T, String> name) {
        List<T> matching = from.stream().filter(each -> words.contains(name.apply(each))).toList();
        matching.forEach(each -> unused.remove(name.apply(each)));
        return matching.isEmpty() ? from : matching;
    }
}
