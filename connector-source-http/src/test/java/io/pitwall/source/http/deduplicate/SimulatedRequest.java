package io.pitwall.source.http.deduplicate;

import io.pitwall.source.http.deduplicate.SimulatedKafka.RowName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One sending of messages by a client; sent again, it is another one. */
final class SimulatedRequest {

    /** A row of it in the worker. */
    final class Row implements Claimant {

        final RowName name;
        private @Nullable RowPosition position;

        Row(RowName name) {
            this.name = name;
        }

        SimulatedRequest request() {
            return SimulatedRequest.this;
        }

        RowPosition position() {
            if (position == null) {
                throw new AssertionError("A row without a position");
            }
            return position;
        }

        Map<String, ?> partition() {
            return position().partition();
        }

        @Override
        public Optional<MessageKey> message() {
            return Optional.of(name.message());
        }

        @Override
        public void takePosition(RowPosition taken) {
            position = taken;
        }
    }

    final Set<MessageKey> messages;
    private final List<RowName> rows;
    private int unsettled;
    private boolean isAnswered;
    private Set<MessageKey> claimed = Set.of();

    SimulatedRequest(List<RowName> rows) {
        this.rows = rows;
        this.messages = new HashSet<>(rows.stream().map(RowName::message).toList());
    }

    List<Row> handOver(Set<MessageKey> fresh) {
        claimed = fresh;
        List<Row> handedOver = rows.stream()
                .filter(row -> fresh.contains(row.message()))
                .map(Row::new)
                .toList();
        unsettled = handedOver.size();
        return handedOver;
    }

    /** What no longer is in flight; empty while a row is unsettled. */
    Optional<Set<MessageKey>> settleOne() {
        unsettled--;
        if (unsettled > 0) {
            return Optional.empty();
        }
        isAnswered = true;
        return Optional.of(claimed);
    }

    void answerCommitted() {
        isAnswered = true;
    }

    /** Whether the client has got a 200. */
    boolean isAnswered() {
        return isAnswered;
    }
}
