package io.pitwall.sink.windowing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes that state rows have on disk and in the changelog; a change here makes existing state unreadable. */
final class StateRowsTest {

    private static final Accumulators.Layout ONE_FIELD =
            new Accumulators.Layout(2, List.of(io.pitwall.sink.windowing.aggregate.ReferenceKind.TEXT));

    private final StateRows rows = new StateRows(ONE_FIELD, 9);

    @Test
    void aPaneRowHasTheseBytes() {
        KeyState state = key();
        fold(state, 33, 7, "é");

        assertThat(changes(rows, state))
                .containsExactly("01" + "01" + "6b" + " -> " + "01" + "0000000000000001" + "0001" + "0000000000000001"
                        + "0000000000000007" + "00000003" + "c3a9");
    }

    @Test
    void anAlertRowHasTheseBytes() {
        KeyState state = key();
        fold(state, 0, 7, null);
        rows.markPersisted(state);
        state.setLastAlertMs(1_000);

        assertThat(changes(rows, state)).containsExactly("026b -> 0100000000000003e8");
    }

    @Test
    void aPersistedRowComesBackAsItWas() {
        KeyState written = key();
        fold(written, -1, 5, "text");
        fold(written, 3, 6, null);
        KeyState read = key();

        rows.forEachChange(written, (rowKey, value) -> rows.restore(read, rowKey, value));

        assertThat(read.oldest()).isEqualTo(-1);
        assertThat(read.newest()).isEqualTo(3);
        assertThat(read.panes().word(read.cellOf(-1), 1)).isEqualTo(5);
        assertThat(read.panes().reference(read.cellOf(-1), 0)).isEqualTo("text");
        assertThat(read.panes().reference(read.cellOf(3), 0)).isNull();
        assertThat(read.panes().isOccupied(read.cellOf(0))).isFalse();
    }

    @Test
    void aStaleRowReadAfterANewerOneIsPassedOver() {
        List<byte[]> stale = new ArrayList<>();
        KeyState state = key();
        fold(state, 10, 1, null);
        rows.forEachChange(state, (rowKey, value) -> stale.addAll(List.of(rowKey, value)));
        KeyState read = key();
        fold(read, 1_000_000_000L, 2, null);

        rows.restore(read, stale.get(0), stale.get(1));

        assertThat(read.oldest()).isEqualTo(1_000_000_000L);
    }

    @Test
    void aVersionFromTheFutureIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> rows.restore(key(), new byte[] {1, 0, 'k'}, new byte[] {9}))
                .hasMessage("expected a state row of format version 1, found version 9; run the release that wrote it, "
                        + "or reset the connector's state");
    }

    @Test
    void aKeyWithThousandsOfOpenPanesStillFitsSixtyFourRows() {
        StateRows many = new StateRows(ONE_FIELD, Windows.MAX_OPEN_PANES + 1);
        KeyState state = key();
        for (long pane = 0; pane <= Windows.MAX_OPEN_PANES; pane++) {
            fold(state, pane, pane, null);
        }

        assertThat(changes(many, state)).hasSizeLessThanOrEqualTo(64);
    }

    private static KeyState key() {
        return new KeyState("k".getBytes(StandardCharsets.UTF_8), 0, ONE_FIELD);
    }

    private static void fold(KeyState state, long pane, long word, @org.jspecify.annotations.Nullable String text) {
        int cell = state.open(pane);
        state.panes().occupy(cell);
        state.panes().setWord(cell, 1, word);
        state.panes().setReference(cell, 0, text);
        state.markPaneDirty(pane);
    }

    private static List<String> changes(StateRows rows, KeyState state) {
        List<String> changes = new ArrayList<>();
        HexFormat hex = HexFormat.of();
        rows.forEachChange(
                state,
                (rowKey, value) -> changes.add(
                        hex.formatHex(rowKey) + " -> " + (value == null ? "deleted" : hex.formatHex(value))));
        return changes;
    }
}
