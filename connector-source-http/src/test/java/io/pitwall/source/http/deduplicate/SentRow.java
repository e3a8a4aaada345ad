package io.pitwall.source.http.deduplicate;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row of a message on its way through a worker of the tests. */
final class SentRow implements Claimant {

    private final MessageKey message;
    private @Nullable RowPosition position;

    SentRow(MessageKey message) {
        this.message = message;
    }

    MessageKey key() {
        return message;
    }

    Map<String, ?> partition() {
        return position().partition();
    }

    Map<String, ?> offset() {
        return position().offset();
    }

    private RowPosition position() {
        if (position == null) {
            throw new AssertionError("The row was sent without a position");
        }
        return position;
    }

    @Override
    public Optional<MessageKey> message() {
        return Optional.of(message);
    }

    @Override
    public void takePosition(RowPosition position) {
        if (this.position != null) {
            throw new AssertionError("The row has a position already");
        }
        this.position = position;
    }
}
