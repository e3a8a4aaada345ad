package io.pitwall.sink.shard;

import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** A record that is not a row of the query. The message says what is wrong, without the value. */
public final class RejectedRowException extends DataException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a record, as far as counting goes. Counts are persisted under the number: never give one twice. */
    public enum Reason {
        NULL_KEY(1),
        /** No valid JSON, Map or Struct, or a key or event time of the wrong kind. */
        UNREADABLE_ROW(2),
        FUTURE_TIMESTAMP(3),
        /** A column that a condition or an aggregate cannot compute with. */
        EVALUATION_ERROR(4),
        /** A late row that the output converters cannot write. */
        UNENCODABLE_VALUE(5),
        /** A row that would take the open state of its key past a bound. */
        TOO_MUCH_STATE(6);

        private final int number;

        Reason(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    private final Reason reason;
    private final @Nullable String column;

    public RejectedRowException(Reason reason, String message) {
        this(reason, message, null, null);
    }

    public RejectedRowException(Reason reason, String message, Throwable cause) {
        this(reason, message, null, cause);
    }

    private RejectedRowException(Reason reason, String message, @Nullable String column, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.column = column;
    }

    /** A row whose column, or an expression over its columns, is of the wrong kind. */
    public static RejectedRowException evaluationError(String column, String message, Throwable cause) {
        return new RejectedRowException(Reason.EVALUATION_ERROR, message, column, cause);
    }

    public Reason reason() {
        return reason;
    }

    /** What could not be computed with, where that is the reason. */
    Optional<String> column() {
        return Optional.ofNullable(column);
    }

    /** Without a stack trace: a topic full of rubbish must not cost a trace per record. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
