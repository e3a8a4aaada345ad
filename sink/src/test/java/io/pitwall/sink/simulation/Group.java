package io.pitwall.sink.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The consumer group: who is to have which partition, and who has. A partition goes to its next member once the previous one
 * has given it up, has left or was expelled.
 */
final class Group {

    final boolean isCooperative;

    private final Chance chance;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final List<GroupConsumer> members = new ArrayList<>();
    private final Map<TopicPartition, GroupConsumer> targets = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private int generation;

    Group(Chance chance, boolean isCooperative, int partitionCount) {
        this.chance = chance;
        this.isCooperative = isCooperative;
        for (int partition = 0; partition < partitionCount; partition++) {
            partitions.add(Topics.input(partition));
        }
    }

    int generation() {
        return generation;
    }

    void join(GroupConsumer member) {
        members.add(member);
        rebalance();
    }

    void leave(GroupConsumer member) {
        if (members.remove(member)) {
            rebalance();
        }
    }

    /** A session times out, of one who is dead or only slow. */
    void expelOne() {
        if (!members.isEmpty()) {
            leave(chance.of(members));
        }
    }

    /** Whoever else is in the group has been missed for long enough. */
    void retain(List<GroupConsumer> living) {
        if (members.retainAll(living)) {
            rebalance();
        }
    }

    boolean has(GroupConsumer member) {
        return members.contains(member);
    }

    /** Draws anew who is to have what. */
    void rebalance() {
        generation++;
        targets.clear();
        if (!members.isEmpty()) {
            partitions.forEach(partition -> targets.put(partition, chance.of(members)));
        }
    }

    boolean isTarget(TopicPartition partition, GroupConsumer member) {
        return targets.get(partition) == member;
    }

    boolean haveAllJoined() {
        return members.stream().allMatch(member -> member.joinedGeneration() == generation);
    }

    /** The partitions that a member is to have and nobody else has. */
    List<TopicPartition> freeFor(GroupConsumer member) {
        return partitions.stream()
                .filter(partition -> isTarget(partition, member))
                .filter(partition ->
                        members.stream().noneMatch(other -> other.assignment().contains(partition)))
                .toList();
    }

    long committed(TopicPartition partition) {
        return committed.getOrDefault(partition, 0L);
    }

    void commit(TopicPartition partition, long offset) {
        committed.put(partition, offset);
    }
}
