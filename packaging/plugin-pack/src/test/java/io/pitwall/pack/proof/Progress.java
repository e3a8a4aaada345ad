package io.pitwall.pack.proof;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far the shards of all sinks have committed, as the ends of their changelogs tell. */
final class Progress implements AutoCloseable {

    private static final long ANSWER_SECONDS = 10;

    private final Admin admin;
    private final Set<TopicPartition> changelogs;

    Progress(String bootstrapServers, Collection<ProvenSink> sinks, int partitions) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        changelogs = sorted();
        for (ProvenSink sink : sinks) {
            for (int partition = 0; partition < partitions; partition++) {
                changelogs.add(new TopicPartition(sink.changelog(), partition));
            }
        }
    }

    private static Set<TopicPartition> sorted() {
        return new TreeSet<>(Comparator.comparing(TopicPartition::toString));
    }

    /** The end of what is committed in each changelog; empty while the brokers do not tell. */
    Map<TopicPartition, Long> committed() {
        return ends(IsolationLevel.READ_COMMITTED);
    }

    /** The changelogs with a transaction that is neither committed nor aborted, and where it begins. */
    Map<TopicPartition, Long> open() {
        Map<TopicPartition, Long> all = ends(IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> open = new HashMap<>(committed());
        open.entrySet().removeIf(end -> end.getValue() >= all.getOrDefault(end.getKey(), 0L));
        return open;
    }

    private Map<TopicPartition, Long> ends(IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        changelogs.forEach(changelog -> latest.put(changelog, OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                    .all()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .forEach((changelog, end) -> ends.put(changelog, end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException notYet) {
            return Map.of();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The changelogs in which nothing was committed since. */
    Set<TopicPartition> withoutCommitSince(Map<TopicPartition, Long> before) {
        Map<TopicPartition, Long> now = committed();
        Set<TopicPartition> idle = sorted();
        for (TopicPartition changelog : changelogs) {
            if (now.getOrDefault(changelog, -1L) <= before.getOrDefault(changelog, 0L)) {
                idle.add(changelog);
            }
        }
        return idle;
    }

    /** Whether a sink has told its group that it has read all rows. */
    boolean hasReadAll(ProvenSink sink, Expected expected) {
        Map<TopicPartition, Long> due = new HashMap<>();
        expected.shards()
                .forEach((partition, shard) ->
                        due.put(new TopicPartition(ProvenSink.ROWS, partition), shard.position()));
        try {
            Map<TopicPartition, Long> read = new HashMap<>();
            admin.listConsumerGroupOffsets("connect-" + sink.connector())
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, offset) -> read.put(partition, offset.offset()));
            return read.equals(due);
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while asking the brokers for offsets", e);
    }

    @Override
    public void close() {
        admin.close();
    }
}
