package io.pitwall.source.http.deduplicate;

import java.util.Optional;

/** A row on its way to the worker. */
public interface Claimant {

    /** The message that the row is part of; empty where it is not deduplicated. */
    Optional<MessageKey> message();

    /** Called once at most, before the worker has the row. */
    void takePosition(RowPosition position);
}
