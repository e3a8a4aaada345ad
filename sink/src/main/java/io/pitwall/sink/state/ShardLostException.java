package io.pitwall.sink.state;

import org.apache.kafka.connect.errors.RetriableException;

/** The shard is somebody else's now, in this JVM or in another. Whoever still owns the partition may open it again. */
final class ShardLostException extends RetriableException {
    private static final long serialVersionUID = 1L;

    public ShardLostException(String message) {
        super(message);
    }
}
