package io.pitwall.sink.state;

import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what is lost where a changelog no longer holds what this worker, or the worker's group, knows it to have held. */
final class LostState {

    private static final Logger log = LoggerFactory.getLogger(LostState.class);

    private LostState() {}

    /** Compares the changelog with what a local directory was filled from. The directory is no source of truth: it goes. */
    static void warnIfAny(ShardId id, LocalPosition local, Uuid changelogTopicId, Changelog.OffsetRange offsets) {
        if (local.caughtUpAtMs() == LocalPosition.NEVER) {
            return;
        }
        if (!local.changelogTopicId().equals(changelogTopicId)) {
            log.warn(
                    "The changelog {} was deleted and created again: this worker knows it up to offset {} as topic {}, and"
                            + " finds topic {} with offsets {} to {}. What it does not hold of {} is lost: its open"
                            + " windows, its alerts' cool-downs, its counts and its place in the input.",
                    id.changelogTopic(),
                    local.nextOffset(),
                    local.changelogTopicId(),
                    changelogTopicId,
                    offsets.start(),
                    offsets.end(),
                    id);
        } else if (local.nextOffset() > offsets.end()) {
            log.warn(
                    "The changelog {} has lost its end: this worker knows partition {} up to offset {}, and finds it to end"
                            + " at {}, perhaps after an unclean leader election. The commits of {} in between are undone;"
                            + " their rows are read again and their results given out again.",
                    id.changelogTopic(),
                    id.partition(),
                    local.nextOffset(),
                    offsets.end(),
                    id);
        }
    }
}
