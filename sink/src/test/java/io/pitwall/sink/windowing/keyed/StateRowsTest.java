package io.pitwall.sink.windowing.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.sink.windowing.Windows;
import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.ReferenceKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes that state rows have on disk and in the changelog; a change here makes existing state unreadable. */
final class StateRowsTest {

    private static final Accumulators.Layout ONE_FIELD = new Accumulators.Layout(1, List.of(ReferenceKind.TEXT));

    private final StateRows rows = new StateRows(ONE_FIELD, Chunks.spanning(9));

    @Test
    void aRowOfSlicesHasTheseBytes() {
        KeyState state = key();
        fold(rows, state, 33, 7, "é");

        assertThat(changes(rows, state))
                .containsExactly("01" + "01" + "6b" + " -> " + "01" + "0000000000000001" + "01" + "0000000000000007"
                        + "03" + "c3a9");
    }

    @Test
    void aRowOfFactsHasTheseBytes() {
        KeyState state = key();
        state.facts().setClock(1, 7);
        state.facts().setLastAlertMs(2);
        state.facts().judgeAlert(true, 3);
        state.facts().setLastWindowEnd(4);
        state.facts().setQuietSinceMs(5);
        state.facts().closeEarly(6);

        assertThat(changes(rows, state))
                .containsExactly("026b -> 02" + "0000000000000001" + "0000000000000007" + "0000000000000002" + "01"
                        + "0000000000000003"
                        + "0000000000000004" + "0000000000000005" + "0000000000000006");
    }

    @Test
    void persistedSlicesComeBackAsTheyWere() {
        KeyState written = key();
        fold(rows, written, -1, 5, "text");
        fold(rows, written, 3, 6, null);
        KeyState read = key();

        rows.forEachChange(written, (rowKey, value) -> rows.restore(read, rowKey, value));

        assertThat(read.oldest()).isEqualTo(-1);
        assertThat(read.newest()).isEqualTo(3);
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.slices().word(read.sliceAt(0), 0)).isEqualTo(5);
        assertThat(read.slices().reference(read.sliceAt(0), 0)).isEqualTo("text");
        assertThat(read.slices().reference(read.sliceAt(1), 0)).isNull();
    }

    @Test
    void aLaterVersionOfARowReplacesTheSlicesOfTheEarlierOne() {
        KeyState state = key();
        fold(rows, state, 1, 5, null);
        fold(rows, state, 2, 6, null);
        KeyState read = key();
        rows.forEachChange(state, (rowKey, value) -> rows.restore(read, rowKey, value));
        state.drop(1, 1);
        state.markDirtySlot(0);

        rows.forEachChange(state, (rowKey, value) -> rows.restore(read, rowKey, value));

        assertThat(read.size()).isEqualTo(1);
        assertThat(read.oldest()).isEqualTo(2);
    }

    @Test
    void aStaleRowReadAfterANewerOneIsPassedOver() {
        List<byte[]> stale = new ArrayList<>();
        KeyState state = key();
        fold(rows, state, 10, 1, null);
        rows.forEachChange(state, (rowKey, value) -> stale.addAll(List.of(rowKey, value)));
        KeyState read = key();
        fold(rows, read, 1_000_000_000L, 2, null);

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
    void aKeyWithThousandsOfOpenSlicesStillFitsSixtyFourRows() {
        StateRows many = new StateRows(ONE_FIELD, Chunks.spanning(Windows.MAX_OPEN_SLICES));
        KeyState state = key();
        for (long position = 0; position <= Windows.MAX_OPEN_SLICES; position++) {
            fold(many, state, position, position, null);
        }

        assertThat(changes(many, state)).hasSizeBetween(32, 64);
    }

    @Test
    void positionsOfAnyDistanceFitOneRowWhereTheyAreNotCutIntoChunks() {
        StateRows whole = new StateRows(ONE_FIELD, Chunks.whole());
        KeyState written = key();
        fold(whole, written, -Windows.MAX_TIME_MS, 1, null);
        fold(whole, written, Windows.MAX_TIME_MS, 2, null);
        KeyState read = key();

        assertThat(changes(whole, written)).hasSize(1);
        whole.forEachChange(written, (rowKey, value) -> whole.restore(read, rowKey, value));

        assertThat(read.oldest()).isEqualTo(-Windows.MAX_TIME_MS);
        assertThat(read.newest()).isEqualTo(Windows.MAX_TIME_MS);
    }

    private static KeyState key() {
        Scan scan = new Scan((into, intoSlice, from, fromSlice) -> {});
        return new SortedKeyState("k".getBytes(StandardCharsets.UTF_8), 0, ONE_FIELD, new HeapUse(), () -> scan);
    }

    private static void fold(StateRows rows, KeyState state, long position, long word, @Nullable String text) {
        int slice = state.open(position);
        state.slices().setWord(slice, 0, word);
        state.slices().setReference(slice, 0, text);
        rows.markDirty(state, position);
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
