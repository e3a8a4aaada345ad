package io.pitwall.source.http.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwall.source.http.decode.MessageId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TaskShareTest {

    @Test
    void everyBucketBelongsToExactlyOneTask() {
        assertThat(IntStream.range(0, 3).flatMap(index -> new TaskShare(index, 3).buckets()))
                .hasSize(MessageKey.BUCKETS)
                .doesNotHaveDuplicates();
    }

    @Test
    void theOwnerOfAMessageIsTheTaskThatHasItsBucket() {
        for (int i = 0; i < 100; i++) {
            MessageKey message = MessageKey.of("/p", new MessageId("session" + i, "1"));
            int owner =
                    new TaskShare(0, 3).ownersOf(List.of(message)).iterator().next();

            assertThat(new TaskShare(owner, 3).buckets()).contains(message.bucket());
        }
    }

    @Test
    void aShareComesThroughTheConfigurationOfATask() {
        assertThat(TaskShare.of(new TaskShare(2, 5).in(Map.of("topic", "t")))).isEqualTo(new TaskShare(2, 5));
    }

    @Test
    void theRestOfTheConfigurationStays() {
        assertThat(new TaskShare(2, 5).in(Map.of("topic", "t"))).containsEntry("topic", "t");
    }

    @Test
    void aTaskThatWasToldNothingIsAlone() {
        assertThat(TaskShare.of(Map.of())).isEqualTo(new TaskShare(0, 1));
    }

    @Test
    void aTaskBeyondTheCountIsRefused() {
        assertThatThrownBy(() -> new TaskShare(3, 3)).hasMessage("There is no task 3 of 3");
    }
}
