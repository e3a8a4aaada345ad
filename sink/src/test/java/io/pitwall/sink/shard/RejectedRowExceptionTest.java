package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.shard.RejectedRowException.Reason;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RejectedRowExceptionTest {

    @Test
    void theNumbersUnderWhichCountsArePersistedStay() {
        Map<Reason, Integer> numbers = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            numbers.put(reason, reason.number());
        }

        assertThat(numbers)
                .isEqualTo(Map.of(
                        Reason.NULL_KEY, 1,
                        Reason.UNREADABLE_ROW, 2,
                        Reason.FUTURE_TIMESTAMP, 3,
                        Reason.EVALUATION_ERROR, 4,
                        Reason.UNENCODABLE_VALUE, 5,
                        Reason.TOO_MUCH_STATE, 6));
    }
}
