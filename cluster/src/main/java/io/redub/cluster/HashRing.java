package io.redub.cluster;

import java.util.Arrays;

/**
 * Providers at many points of a circle of 2³² places; a call belongs to the next point after its
 * own place. The points of a provider depend on its address alone, so that a provider which is lost
 * leaves the calls of all others where they are; with weights of {@value #FULL_WEIGHT} the ring is
 * Dubbo's. Immutable.
 */
final class HashRing {
    /** The weight of a provider that has all of its points. */
    static final int FULL_WEIGHT = Weight.DEFAULT;

    /** A provider of more than so many times the full weight has no more points. */
    private static final int HEAVIEST = 16;

    /** All points together take 12 bytes each; with more providers, each gets fewer. */
    private static final int MOST_POINTS = 4_000_000;

    /** A ring, and the weights it was made with. */
    final long[] sums;

    final long madeAt;

    /** Sorted: the place << 31 | the index of the provider. */
    private final long[] points;

    /** By the highest bits of a place: the first point that may be at or after it. */
    private final int[] starts;

    private final int shift;

    /**
     * @param nodes the points of a provider, ≥ 4
     * @param weighted whether a provider has points in proportion to its weight
     */
    HashRing(Candidates candidates, int nodes, boolean weighted) {
        this.madeAt = candidates.nanos();
        this.sums = candidates.weightSums();
        int size = candidates.size();
        int[] counts = counts(sums, nodes, weighted);
        int total = Arrays.stream(counts).sum();
        this.points = new long[total];
        int filled = 0;
        for (int i = 0; i < size; i++) {
            String address = candidates.get(i).address();
            for (int replica = 0; replica * 4 < counts[i]; replica++) {
                byte[] digest = HashKey.digest(address + replica);
                for (int part = 0; part < 4 && replica * 4 + part < counts[i]; part++) {
                    points[filled++] = HashKey.point(digest, part) << 31 | i;
                }
            }
        }
        Arrays.sort(points);
        int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(total));
        this.shift = 32 - bits;
        this.starts = new int[1 << bits];
        int at = 0;
        for (int bucket = 0; bucket < starts.length; bucket++) {
            while (at < total && (points[at] >>> 31 >>> shift) < bucket) {
                at++;
            }
            starts[bucket] = at;
        }
    }

    /**
     * What counts as full weight: the default, whatever the others weigh, so that nobody's points
     * depend on another provider; unless all are far below it, as in a list of 4, 4, 2.
     */
    private static long basis(long[] sums) {
        long most = 0;
        for (int i = 0; i < sums.length; i++) {
            most = Math.max(most, Candidates.weightAt(sums, i));
        }
        return most * 4 < FULL_WEIGHT ? most : FULL_WEIGHT;
    }

    /** The points of each provider. */
    private static int[] counts(long[] sums, int nodes, boolean weighted) {
        long basis = basis(sums);
        double[] shares = new double[sums.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] =
                    weighted && basis > 0
                            ? Math.min(HEAVIEST, (double) Candidates.weightAt(sums, i) / basis)
                            : 1;
        }
        double most = Math.max(4, Math.min(nodes, MOST_POINTS / Arrays.stream(shares).sum()));
        int full = (int) most / 4 * 4;
        return Arrays.stream(shares)
                .mapToInt(share -> share == 0 ? 0 : Math.max(1, (int) (full * share)))
                .toArray();
    }

    /**
     * The first provider at or after a place that is still among those.
     *
     * @param place 0 to 2³² − 1
     * @param whole of which the ring was made
     * @param left some of them
     */
    ProviderNode find(long place, Candidates whole, Candidates left) {
        int at = starts[(int) (place >>> shift)];
        while (at < points.length && points[at] >>> 31 < place) {
            at++;
        }
        for (int i = 0; i < points.length; i++, at++) {
            at = at == points.length ? 0 : at;
            ProviderNode node = whole.get((int) (points[at] & Integer.MAX_VALUE));
            if (left == whole || left.holds(node)) {
                return node;
            }
        }
        // Only those without weight are left.
        return left.get((int) (place % left.size()));
    }
}
