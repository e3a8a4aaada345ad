package io.pitwall.source.http.acknowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.admit.InflightBytes;
import io.pitwall.source.http.admit.Reservation;
import io.pitwall.source.http.decode.Bodies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What transforms and converters see of a row. */
final class GatewayRecordTest {

    private final ValueCache values = new ValueCache();
    private final List<GatewayRecord> records = records(2);

    private List<GatewayRecord> records(int count) {
        PendingRequest request =
                new PendingRequest(new Reservation(new InflightBytes(0)), 7, 100, ignored -> {}, ignored -> {});
        request.enqueue(new Delivery("rows", Optional.empty(), Map.of(), Bodies.rows(count)), 100, ignored -> {});
        return request.handOver(1, values);
    }

    @Test
    void theValueIsThatOfTheRow() {
        assertThat(records.get(0).value()).isEqualTo(Map.of("x", 1L));
    }

    @Test
    void theValueAskedForTwiceInARowIsBuiltOnce() {
        assertThat(records.get(0).value()).isSameAs(records.get(0).value());
    }

    @Test
    void theValueOfARecordIsForgottenWithTheNext() {
        Object first = records.get(0).value();

        assertThat(records.get(1).value()).isNotSameAs(first);
        assertThat(records.get(0).value()).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    void aClearedCacheKeepsNoValue() {
        Object first = records.get(0).value();

        values.clear();

        assertThat(records.get(0).value()).isNotSameAs(first);
    }

    @Test
    void aTransformMakesAnOrdinaryRecordOfIt() {
        GatewayRecord record = records.get(0);
        record.headers().addString("h", "1");

        SourceRecord transformed =
                record.newRecord("other", null, null, "key", null, Map.of("y", 2L), record.timestamp());

        assertThat(transformed).isExactlyInstanceOf(SourceRecord.class);
        assertThat(transformed.topic()).isEqualTo("other");
        assertThat(transformed.value()).isEqualTo(Map.of("y", 2L));
        assertThat(transformed.timestamp()).isEqualTo(7);
        assertThat(transformed.headers().lastWithName("h").value()).isEqualTo("1");
    }
}
