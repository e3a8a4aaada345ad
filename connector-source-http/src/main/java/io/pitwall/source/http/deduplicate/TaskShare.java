package io.pitwall.source.http.deduplicate;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which buckets belong to a task: one and the same task judges every copy of a message.
 *
 * @param index {@code [0, count)}
 */
public record TaskShare(int index, int count) {

    /** Not to be configured: the connector tells its tasks. */
    public static final String INDEX_KEY = "pitwall.task.index";

    public static final String COUNT_KEY = "pitwall.task.count";

    public TaskShare {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("There is no task " + index + " of " + count);
        }
    }

    /** The share of the task with that configuration; all buckets, where nobody has told it otherwise. */
    public static TaskShare of(Map<String, String> taskConfig) {
        return new TaskShare(
                Integer.parseInt(taskConfig.getOrDefault(INDEX_KEY, "0")),
                Integer.parseInt(taskConfig.getOrDefault(COUNT_KEY, "1")));
    }

    /** The configuration with this share in it. */
    public Map<String, String> in(Map<String, String> connectorConfig) {
        Map<String, String> taskConfig = new HashMap<>(connectorConfig);
        taskConfig.put(INDEX_KEY, Integer.toString(index));
        taskConfig.put(COUNT_KEY, Integer.toString(count));
        return taskConfig;
    }

    /** The configuration of the connector, as its tasks have it beside their shares. */
    public static Map<String, String> connectorConfigOf(Map<String, String> taskConfig) {
        Map<String, String> connectorConfig = new HashMap<>(taskConfig);
        connectorConfig.keySet().removeAll(Set.of(INDEX_KEY, COUNT_KEY));
        return connectorConfig;
    }

    /** Whether this task judges every one of them. */
    public boolean ownsAll(Collection<MessageKey> messages) {
        return messages.stream().allMatch(message -> message.bucket() % count == index);
    }

    IntStream buckets() {
        return IntStream.range(0, MessageKey.BUCKETS).filter(bucket -> bucket % count == index);
    }

    /** The indexes of the tasks that these messages belong to. */
    public Set<Integer> ownersOf(Collection<MessageKey> messages) {
        return messages.stream().map(message -> message.bucket() % count).collect(Collectors.toSet());
    }
}
