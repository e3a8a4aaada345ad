package io.pitwall.sink.windowing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowsTest {

    @ParameterizedTest
    @CsvSource({
        "2000, 250, 250",
        "5, 3, 1",
        "10, 10, 10",
        "6, 4, 2",
    })
    void aPaneIsTheGreatestCommonDivisorOfSizeAndAdvance(long sizeMs, long advanceMs, long paneMs) {
        assertThat(new Windows.Hopping(sizeMs, advanceMs, 0).paneMs()).isEqualTo(paneMs);
    }

    @Test
    void anAdvanceOfTheSizeIsAcceptedAndOneMillisecondMoreIsNot() {
        assertThat(new Windows.Hopping(1000, 1000, 0).paneMs()).isEqualTo(1000);

        assertThatThrownBy(() -> new Windows.Hopping(1000, 1001, 0))
                .hasMessage(
                        "window.advance.ms must be positive and at most window.size.ms; found advance=1001, size=1000.");
    }

    @Test
    void aWindowOf4096PanesIsAcceptedAndOneOfMoreIsNot() {
        assertThat(new Windows.Hopping(4096, 1, 0).paneMs()).isEqualTo(1);

        assertThatThrownBy(() -> new Windows.Hopping(4097, 1, 0))
                .hasMessageContaining("window.size.ms and its advance must share a divisor")
                .hasMessageContaining("found size=4097, advance=1");
    }

    @Test
    void aGraceOfMorePanesThanAKeyMayHoldIsRefused() {
        long longest = Windows.MAX_OPEN_SLICES * 10 - 10;
        assertThat(new Windows.Hopping(10, 10, longest).graceMs()).isEqualTo(longest);

        assertThatThrownBy(() -> new Windows.Hopping(10, 10, longest + 10))
                .hasMessageContaining("window.size.ms + window.grace.ms must be at most 65536 panes of 10 ms");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "-5, 1, 0", "10, 0, 0", "10, -1, 0", "10, 5, -1", "1099511627777, 1099511627776, 0"})
    void sizesThatAreNotPositiveOrTooLongAreRefused(long sizeMs, long advanceMs, long graceMs) {
        assertThatThrownBy(() -> new Windows.Hopping(sizeMs, advanceMs, graceMs))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
