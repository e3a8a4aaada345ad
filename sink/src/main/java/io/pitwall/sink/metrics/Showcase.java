package io.pitwall.sink.metrics;

import io.pitwall.sink.shard.ShardGauges;
import io.pitwall.sink.shard.ShardStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the shards of one task wherever this worker can show them, each partition once. A shard runs whether or not that
 * succeeds.
 *
 * <p>A cancelled task may still run beside its successor in the same JVM, hence who is shown is known across instances: the
 * latest.
 */
public final class Showcase implements ShardGauges {

    private static final Logger log = LoggerFactory.getLogger(Showcase.class);

    /** Guarded by itself, showing and hiding included. */
    private static final Map<Place, Shown> SHOWN = new HashMap<>();

    private final String connector;
    private final List<ShardGauges> walls;

    private record Place(String connector, TopicPartition partition) {}

    Showcase(String connector, List<ShardGauges> walls) {
        this.connector = connector;
        this.walls = List.copyOf(walls);
    }

    public static Showcase of(String connector, SinkTaskContext context) {
        List<ShardGauges> walls = new ArrayList<>(List.of(new ShardBeans(connector)));
        try {
            ConnectGauges.of(context).ifPresent(walls::add);
        } catch (NoSuchMethodError | NoClassDefFoundError e) {
            log.debug("This Connect is older than 4.1 and has no metrics for plugins; there are MBeans alone");
        }
        return new Showcase(connector, walls);
    }

    @Override
    public Shown show(TopicPartition partition, Supplier<ShardStatus> status) {
        Place place = new Place(connector, partition);
        synchronized (SHOWN) {
            Shown predecessor = SHOWN.remove(place);
            if (predecessor != null) {
                predecessor.close();
            }
            List<Shown> onWalls =
                    walls.stream().map(wall -> wall.show(partition, status)).toList();
            Shown shown = () -> onWalls.forEach(Shown::close);
            SHOWN.put(place, shown);
            return () -> hide(place, shown);
        }
    }

    private static void hide(Place place, Shown shown) {
        synchronized (SHOWN) {
            if (SHOWN.remove(place, shown)) {
                shown.close();
            }
        }
    }
}
