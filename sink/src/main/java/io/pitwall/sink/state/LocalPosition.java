package io.pitwall.sink.state;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * How much of which changelog partition a local directory holds.
 *
 * @param changelogTopicId the incarnation of the changelog
 * @param partition of the changelog
 * @param nextOffset every record before it is in the directory
 * @param caughtUpAtMs wall clock when the directory last held the whole changelog; {@link #NEVER} while its first restore
 *     is under way. From a directory that was not caught up lately, removals may be missing: the changelog forgets them
 *     after {@code delete.retention.ms}.
 */
record LocalPosition(Uuid changelogTopicId, int partition, long nextOffset, long caughtUpAtMs) {

    static final long NEVER = Long.MIN_VALUE;

    private static final byte FORMAT_VERSION = 2;
    private static final int LENGTH = 37;

    LocalPosition at(long otherOffset) {
        return new LocalPosition(changelogTopicId, partition, otherOffset, caughtUpAtMs);
    }

    LocalPosition caughtUp(long nowMs) {
        return new LocalPosition(changelogTopicId, partition, nextOffset, nowMs);
    }

    /** Whether both count in the same log. */
    boolean isOfLog(Uuid topicId, int ofPartition) {
        return changelogTopicId.equals(topicId) && partition == ofPartition;
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH)
                .put(FORMAT_VERSION)
                .putLong(changelogTopicId.getMostSignificantBits())
                .putLong(changelogTopicId.getLeastSignificantBits())
                .putInt(partition)
                .putLong(nextOffset)
                .putLong(caughtUpAtMs)
                .array();
    }

    /** Empty for bytes of another format: such a directory is restored anew. */
    static Optional<LocalPosition> fromBytes(byte[] bytes) {
        if (bytes.length != LENGTH || bytes[0] != FORMAT_VERSION) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        Uuid changelogTopicId = new Uuid(buffer.getLong(), buffer.getLong());
        return Optional.of(new LocalPosition(changelogTopicId, buffer.getInt(), buffer.getLong(), buffer.getLong()));
    }
}
