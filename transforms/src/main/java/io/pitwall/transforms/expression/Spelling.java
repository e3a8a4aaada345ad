package io.pitwall.transforms.expression;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Spelling {

    private Spelling() {}

    /** The candidate that takes fewest changes, where it takes few; else one of which the name is the beginning, or that begins it. */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        String nearest = null;
        int least = Math.max(1, Math.min(2, name.length() / 2)) + 1;
        for (String candidate : candidates) {
            int distance = distance(name, candidate);
            if (distance < least && distance < candidate.length()) {
                nearest = candidate;
                least = distance;
            }
        }
        return nearest != null
                ? Optional.of(nearest)
                : candidates.stream()
                        .filter(candidate -> candidate.startsWith(name) || name.startsWith(candidate))
                        .findFirst();
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distances[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, i, j, distances);
            }
        }
        return distances[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] distances) {
        int replaced = distances[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
        boolean isSwap = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return isSwap ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
    }
}
