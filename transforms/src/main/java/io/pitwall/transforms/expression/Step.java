package io.pitwall.transforms.expression;

import io.pitwall.transforms.row.Row;

/**
 * One operation of a compiled expression: reads the cells of its operands, which earlier steps or the row's reader have
 * set, and writes its own register. Immutable; allocates nothing unless it makes text.
 */
interface Step {
    void run(Row row);
}
