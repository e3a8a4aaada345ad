package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.FakeWorker.Guarantee;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a 200 means under either guarantee of the worker, with transforms that drop rows. */
@Timeout(60)
final class GuaranteeTest {

    private static int statusOf(Map<String, String> config, Guarantee guarantee, Predicate<SourceRecord> filter)
            throws Exception {
        try (FakeWorker worker = FakeWorker.start(config, guarantee, filter)) {
            return new Client(worker.port())
                    .post("[{\"id\":1},{},{\"id\":1},{}]")
                    .statusCode();
        }
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void equalRowsOfOneRequestAreAllCounted(Guarantee guarantee) throws Exception {
        assertThat(statusOf(config(), guarantee, row -> true)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void filteredRowsCountAsHandled(Guarantee guarantee) throws Exception {
        assertThat(statusOf(config(), guarantee, row -> row.key() != null)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void aRequestWhoseEveryRowIsFilteredCountsAsHandled(Guarantee guarantee) throws Exception {
        assertThat(statusOf(config(), guarantee, row -> false)).isEqualTo(200);
    }

    @Test
    void aDroppedRowThatMayBeAFailedSendIsNoSuccess() throws Exception {
        assertThat(statusOf(config("errors.tolerance", "all"), Guarantee.AT_LEAST_ONCE, row -> row.key() != null))
                .isEqualTo(503);
    }

    @Test
    void aDroppedRowInATransactionIsNeverAFailedSend() throws Exception {
        assertThat(statusOf(config("errors.tolerance", "all"), Guarantee.EXACTLY_ONCE, row -> row.key() != null))
                .isEqualTo(200);
    }
}
