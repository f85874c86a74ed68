package io.redub.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
        List<String> unknown = new ArrayList<>(words);
        Set<String> known = new LinkedHashSet<>();
        sides.forEach(side -> known.add(word(side)));
        cells.forEach(cell -> known.add(cell.operation().method()));
        cells.forEach(cell -> known.add(cell.mode().toString()));
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("--only: " + unknown + " (expected: " + known + ")");
        }
        List<Cell> methods = matching(cells, words, cell -> cell.operation().method());
        return new Plan(
                matching(sides, words, Plan::word),
                matching(methods, words, cell -> cell.mode().toString()),
                warmUp,
                rounds,
                run);
    }

    private static String word(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    /** What the words name; all of it if they name nothing of this kind. */
    private static <T> List<T> matching(
            List<T> from, List<String> words, Function<T, String> name) {
        List<T> matching = from.stream().filter(each -> words.contains(name.apply(each))).toList();
        return matching.isEmpty() ? from : matching;
    }
}
