package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Cell;
import io.pitwall.transforms.row.Row;

/** What a function does with arguments that are not null and have the types of its signature. */
@FunctionalInterface
interface Body {
    void apply(Row row, int[] argumentSlots, Cell result);
}
