package io.pitwall.transforms.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ColumnsTest {

    private final Columns columns = new Columns();

    @Test
    void columnsConstantsAndRegistersHaveSlotsOfTheirOwn() {
        int column = columns.slotOf(ColumnPath.of("a"));
        int constant = columns.slotOfConstant("a");
        int register = columns.newRegister();
        int another = columns.newRegister();

        assertThat(new int[] {column, constant, register, another}).doesNotHaveDuplicates();
    }

    @Test
    void aColumnKeepsItsSlot() {
        int slot = columns.slotOf(ColumnPath.of("a", "b"));
        columns.newRegister();

        assertThat(columns.slotOf(ColumnPath.of("a", "b"))).isEqualTo(slot);
        assertThat(columns.slotOf(ColumnPath.of("a.b"))).isNotEqualTo(slot);
        assertThat(columns.paths()).containsExactly(ColumnPath.of("a", "b"), ColumnPath.of("a.b"));
    }

    @Test
    void equalConstantsShareASlotButAnIntegerIsNotADouble() {
        assertThat(columns.slotOfConstant(1L)).isEqualTo(columns.slotOfConstant(1L));
        assertThat(columns.slotOfConstant(1L)).isNotEqualTo(columns.slotOfConstant(1.0));
    }

    @Test
    void everyRowHoldsTheConstantsAndNothingElse() {
        int constant = columns.slotOfConstant(2.5);
        int column = columns.slotOf(ColumnPath.of("a"));

        Row row = columns.newRow();

        assertThat(row.cell(constant).boxed()).isEqualTo(2.5);
        assertThat(row.cell(column).isNull()).isTrue();
    }

    @Test
    void aPathWithoutNamesIsRefused() {
        assertThatThrownBy(ColumnPath::of).isInstanceOf(IllegalArgumentException.class);
    }
}
