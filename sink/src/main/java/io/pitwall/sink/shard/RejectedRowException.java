package io.pitwall.sink.shard;

import org.apache.kafka.connect.errors.DataException;

/** A record that is not a row of the query. The message says what is wrong, without the value. */
public final class RejectedRowException extends DataException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a record, as far as counting goes. */
    public enum Reason {
        NULL_KEY,
        /** No valid JSON, Map or Struct, or a key or event time of the wrong kind. */
        UNREADABLE_ROW,
        FUTURE_TIMESTAMP,
        EVALUATION_ERROR,
        /** A late row that the output converters cannot write. */
        UNENCODABLE_VALUE
    }

    private final Reason reason;

    public RejectedRowException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public RejectedRowException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Without a stack trace: a topic full of rubbish must not cost a trace per record. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
