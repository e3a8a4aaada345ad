package io.pitwall.transforms.expression;

import org.jspecify.annotations.Nullable;

/**
 * Where a piece of syntax stands in the text it was parsed from.
 *
 * <p>All spans are equal, so that two syntax trees are equal when they say the same thing, wherever they stand:
 * {@code sum(x)} in a {@code select} and {@code SUM( x )} in a {@code having} are one aggregate.
 */
final class Span {

    private final String text;
    private final int start;
    private final int endExclusive;

    Span(String text, int start, int endExclusive) {
        this.text = text;
        this.start = start;
        this.endExclusive = endExclusive;
    }

    /** 1-based, in UTF-16 units. */
    public int position() {
        return start + 1;
    }

    /** The text as the user wrote it. */
    public String source() {
        return text.substring(start, endExclusive);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Span;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return source();
    }
}
