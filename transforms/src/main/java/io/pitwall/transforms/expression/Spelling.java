package io.pitwall.transforms.expression;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Spelling {

    private Spelling() {}

    /** The candidate that begins with the name or that the name begins with, else one that takes few changes. */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        Comparator<String> byDistance = Comparator.comparingInt(candidate -> distance(name, candidate));
        Optional<String> longerOrShorter = candidates.stream()
                .filter(candidate -> isBeginning(name, candidate) || isBeginning(candidate, name))
                .min(byDistance);
        int fewChanges = name.length() < 4 ? 1 : 2;
        return longerOrShorter.or(() -> candidates.stream()
                .filter(candidate -> distance(name, candidate) <= fewChanges)
                .min(byDistance));
    }

    private static boolean isBeginning(String beginning, String whole) {
        return beginning.length() >= 2 && whole.startsWith(beginning);
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
