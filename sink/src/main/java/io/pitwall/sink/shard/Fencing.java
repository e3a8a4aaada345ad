package io.pitwall.sink.shard;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** The broker's refusal to let a producer go on whose transactional id another has taken over. */
final class Fencing {

    private Fencing() {}

    /** Whether it is the failure, or the cause of it, or came up while it was dealt with. */
    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isFencing(cause)) {
                return true;
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                if (isFencing(suppressed)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isFencing(Throwable failure) {
        return failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException;
    }
}
