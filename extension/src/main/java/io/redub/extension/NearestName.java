package io.redub.extension;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name a misspelt one was meant to be. */
public final class NearestName {
    private NearestName() {}

    /** The known name with the fewest edits, if that is at most about a third of the letters. */
    public static Optional<String> of(String wrong, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(wrong, name) <= Math.max(1, (wrong.length() + 1) / 3))
                .min(
                        Comparator.comparingInt((String name) -> distance(wrong, name))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** For messages: {@code ; is 'name' meant?}, or nothing if no known name is near. */
    public static String meant(String wrong, Collection<String> known) {
        return of(wrong, known).map(name -> "; is '" + name + "' meant?").orElse("");
    }

    /** Letters inserted, removed, replaced or swapped with their neighbour; case does not count. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
                least = Math.min(least, edits[i - 1][j - 1] + same);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, edits[i - 2][j - 2] + 1);
                }
                edits[i][j] = least;
            }
        }
        return edits[a.length()][b.length()];
    }
}
