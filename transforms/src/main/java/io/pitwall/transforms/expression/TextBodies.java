package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;
import java.util.Locale;

/** What the text functions do. Characters are Unicode code points. */
final class TextBodies {

    private TextBodies() {}

    static void lower(Row row, int[] slots, Cell result) {
        result.setText(row.cell(slots[0]).asText().toLowerCase(Locale.ROOT));
    }

    static void upper(Row row, int[] slots, Cell result) {
        result.setText(row.cell(slots[0]).asText().toUpperCase(Locale.ROOT));
    }

    static void trim(Row row, int[] slots, Cell result) {
        result.setText(row.cell(slots[0]).asText().strip());
    }

    static void length(Row row, int[] slots, Cell result) {
        String text = row.cell(slots[0]).asText();
        result.setLong(text.codePointCount(0, text.length()));
    }

    static void replace(Row row, int[] slots, Cell result) {
        String searched = row.cell(slots[1]).asText();
        String text = row.cell(slots[0]).asText();
        // Java would put the replacement between all characters.
        result.setText(
                searched.isEmpty()
                        ? text
                        : text.replace(searched, row.cell(slots[2]).asText()));
    }

    /** From a 1-based character on, at most so many; what lies outside the text is left out. */
    static void substring(Row row, int[] slots, Cell result) {
        String text = row.cell(slots[0]).asText();
        int characters = text.codePointCount(0, text.length());
        double first = Math.floor(row.cell(slots[1]).asDouble());
        double endExclusive =
                slots.length == 3 ? first + Math.floor(row.cell(slots[2]).asDouble()) : Double.POSITIVE_INFINITY;
        int from = limited(first, 1, characters + 1) - 1;
        int to = limited(endExclusive, from + 1, characters + 1) - 1;
        int start = text.offsetByCodePoints(0, from);
        result.setText(text.substring(start, text.offsetByCodePoints(start, to - from)));
    }

    /** NaN counts as too small. */
    private static int limited(double value, int min, int max) {
        return value >= max ? max : value > min ? (int) value : min;
    }

    static void concat(Row row, int[] slots, Cell result) {
        StringBuilder text = new StringBuilder();
        for (int slot : slots) {
            text.append(row.cell(slot).asText());
        }
        result.setText(text.toString());
    }

    static void like(Row row, int[] slots, Cell result) {
        result.setBoolean(isLike(row.cell(slots[0]).asText(), row.cell(slots[1]).asText()));
    }

    /**
     * {@code %} stands for any characters, {@code _} for one. Greedy with one way back, to the last {@code %}, and so
     * at worst the product of the lengths, where a backtracking regular expression would be exponential.
     */
    private static boolean isLike(String text, String pattern) {
        int t = 0;
        int p = 0;
        int afterPercent = -1;
        int retry = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '%') {
                afterPercent = ++p;
                retry = t;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '_' || pattern.codePointAt(p) == text.codePointAt(t))) {
                p += pattern.charAt(p) == '_' ? 1 : Character.charCount(pattern.codePointAt(p));
                t += Character.charCount(text.codePointAt(t));
            } else if (afterPercent >= 0) {
                p = afterPercent;
                retry += Character.charCount(text.codePointAt(retry));
                t = retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '%') {
            p++;
        }
        return p == pattern.length();
    }
}
