package io.pitwall.transforms.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CellTest {

    private final Cell cell = new Cell();

    @Test
    void aNewCellIsNull() {
        assertThat(cell.isNull()).isTrue();
        assertThat(cell.boxed()).isNull();
    }

    @Test
    void aLongIsExactAndAlsoADouble() {
        cell.setLong((1L << 53) + 1);

        assertThat(cell.asLong()).isEqualTo((1L << 53) + 1);
        assertThat(cell.asDouble()).isEqualTo(0x1p53);
        assertThat(cell.isNumber()).isTrue();
    }

    @Test
    void aCopyDoesNotFollowItsOriginal() {
        Cell copy = new Cell();
        cell.setText("a");
        copy.set(cell);

        cell.setBoolean(true);

        assertThat(copy.boxed()).isEqualTo("a");
        assertThat(cell.boxed()).isEqualTo(true);
    }

    @Test
    void aNulledCellLetsGoOfItsText() {
        cell.setText("a");

        cell.setNull();

        assertThatThrownBy(cell::asText).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aConstantIsOneOfFourTypes() {
        assertThat(Cell.of(true).kind()).isEqualTo(Cell.Kind.BOOLEAN);
        assertThat(Cell.of(1L).kind()).isEqualTo(Cell.Kind.LONG);
        assertThat(Cell.of(1.0).kind()).isEqualTo(Cell.Kind.DOUBLE);
        assertThat(Cell.of("a").kind()).isEqualTo(Cell.Kind.TEXT);
        assertThatThrownBy(() -> Cell.of(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Integer");
    }
}
