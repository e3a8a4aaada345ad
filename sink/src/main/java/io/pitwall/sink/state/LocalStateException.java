package io.pitwall.sink.state;

import org.apache.kafka.connect.errors.RetriableException;

/** The local directory could not be read or written. The changelog has everything, so opening the shard again may help. */
public final class LocalStateException extends RetriableException {
    private static final long serialVersionUID = 1L;

    LocalStateException(String message, Throwable cause) {
        super(message, cause);
    }

    LocalStateException(String message) {
        super(message);
    }
}
