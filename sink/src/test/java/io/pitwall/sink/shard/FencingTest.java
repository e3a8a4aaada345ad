package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FencingTest {

    @Test
    void aProducerThatIsNoLongerTheLatestWasFenced() {
        assertThat(Fencing.isBehind(new ProducerFencedException("taken over"))).isTrue();
        assertThat(Fencing.isBehind(new InvalidProducerEpochException("taken over")))
                .isTrue();
    }

    @Test
    void whatWasCausedByFencingWasFencing() {
        assertThat(Fencing.isBehind(new KafkaException(new ProducerFencedException("taken over"))))
                .isTrue();
    }

    @Test
    void aFailureWhoseAbortWasFencedWasFencing() {
        KafkaException failure = new KafkaException("cannot send");
        failure.addSuppressed(new ProducerFencedException("taken over"));

        assertThat(Fencing.isBehind(failure)).isTrue();
    }

    @Test
    void silenceIsNotFencing() {
        assertThat(Fencing.isBehind(new TimeoutException("no answer"))).isFalse();
    }
}
