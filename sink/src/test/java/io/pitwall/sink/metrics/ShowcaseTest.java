package io.pitwall.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.sink.shard.ShardGauges;
import io.pitwall.sink.shard.ShardGauges.Shown;
import io.pitwall.sink.shard.ShardStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShowcaseTest {

    private static final TopicPartition ROWS = new TopicPartition("rows", 3);

    /** What hangs on both walls of all tasks, as {@code wall task}. */
    private final List<String> hanging = new ArrayList<>();

    private final List<Shown> shown = new ArrayList<>();

    @AfterEach
    void hideAll() {
        shown.forEach(Shown::close);
    }

    @Test
    void aShardIsShownOnEveryWall() {
        show("first");

        assertThat(hanging).containsExactly("left first", "right first");
    }

    @Test
    void aShardThatIsHiddenIsOnNoWall() {
        show("first").close();

        assertThat(hanging).isEmpty();
    }

    @Test
    void aSuccessorTakesThePlaceAndKeepsItWhenThePredecessorEnds() {
        Shown predecessor = show("first");
        Shown successor = show("second");
        assertThat(hanging).containsExactly("left second", "right second");

        predecessor.close();
        assertThat(hanging).containsExactly("left second", "right second");

        successor.close();
        assertThat(hanging).isEmpty();
    }

    @Test
    void hidingTwiceIsHidingOnce() {
        Shown first = show("first");
        first.close();
        show("second");

        first.close();

        assertThat(hanging).containsExactly("left second", "right second");
    }

    @Test
    void aPartitionOfAnotherConnectorHasItsOwnPlace() {
        show("first");
        shown.add(new Showcase("falls", walls("other")).show(ROWS, () -> Statuses.NEW));

        assertThat(hanging).containsExactly("left first", "right first", "left other", "right other");
    }

    private Shown show(String task) {
        Shown begun = new Showcase("crash", walls(task)).show(ROWS, () -> Statuses.NEW);
        shown.add(begun);
        return begun;
    }

    private List<ShardGauges> walls(String task) {
        return List.of(new Wall("left " + task), new Wall("right " + task));
    }

    private final class Wall implements ShardGauges {
        private final String picture;

        Wall(String picture) {
            this.picture = picture;
        }

        @Override
        public Shown show(TopicPartition partition, Supplier<ShardStatus> status) {
            hanging.add(picture);
            return () -> hanging.remove(picture);
        }
    }
}
