package io.pitwall.source.http.acknowledge;

import io.pitwall.source.http.acknowledge.Answer.Committed;
import io.pitwall.source.http.acknowledge.Answer.Kind;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.admit.Reservation;
import io.pitwall.source.http.decode.MemoryBudget;
import io.pitwall.source.http.decode.Row;
import io.pitwall.source.http.deduplicate.MessageKey;
import io.pitwall.source.http.deduplicate.RequestMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request from its admission until its bytes are given back.
 *
 * <pre>
 *   RECEIVING ──► QUEUED ──► HANDED_OVER ──► RELEASED
 *       └───────────┴── refused, expired, abandoned ──┘
 * </pre>
 *
 * <p>Two things end separately: the client is answered exactly once, and the bytes are held until nothing of the request
 * is on its way any more. An answer before the hand-over does both; past {@code ack.timeout.ms} a handed-over request
 * is answered while its rows, and therefore its bytes, are still in the worker. Thread-safe.
 */
public final class PendingRequest implements MemoryBudget {

    private enum Stage {
        RECEIVING,
        QUEUED,
        HANDED_OVER,
        RELEASED
    }

    private final Reservation reservation;
    private final long arrivalMs;
    private final Consumer<Answer> reply;

    private long deadlineMs;
    private Consumer<PendingRequest> onReleased;

    private Stage stage = Stage.RECEIVING;
    private long bodyBytes;
    private long bodyCompleteNanos;
    private boolean isAnswered;
    private boolean isCommitted;
    private @Nullable Delivery queued;
    private Set<MessageKey> handedOverMessages = Set.of();
    private int rowCount;
    private int unsettledRows;
    private long handedOverAtPoll;

    /**
     * @param deadlineMs when the body must be complete
     * @param reply called once, from any thread; must neither block nor call back
     * @param onReleased called once, when the request holds no more bytes or is queued
     */
    public PendingRequest(
            Reservation reservation,
            long arrivalMs,
            long deadlineMs,
            Consumer<Answer> reply,
            Consumer<PendingRequest> onReleased) {
        this.reservation = reservation;
        this.arrivalMs = arrivalMs;
        this.deadlineMs = deadlineMs;
        this.reply = reply;
        this.onReleased = onReleased;
    }

    /**
     * What a client was told is committed.
     *
     * @param bodyBytes as they were sent
     * @param bodyCompleteNanos when the body was complete, by {@link System#nanoTime()}
     */
    public record Receipt(int rows, long bodyBytes, long bodyCompleteNanos) {}

    /** Reserves bytes that the body turns out to need; false when they do not fit any more. */
    @Override
    public synchronized boolean tryGrow(long moreBytes) {
        return stage == Stage.RECEIVING && reservation.tryGrow(moreBytes);
    }

    @Override
    public synchronized void shrink(long bytes) {
        if (stage == Stage.RECEIVING) {
            reservation.shrink(bytes);
        }
    }

    /** Tells that the whole body has arrived; to be called before {@link #enqueue}. */
    public synchronized void completeBody(long bytes, long nowNanos) {
        bodyBytes = bytes;
        bodyCompleteNanos = nowNanos;
    }

    /** Empty while the client was not answered, or where the answer was another one. */
    public synchronized Optional<Receipt> receipt() {
        return isCommitted ? Optional.of(new Receipt(rowCount, bodyBytes, bodyCompleteNanos)) : Optional.empty();
    }

    /**
     * True when the rows now wait for a task; false when the request has ended meanwhile. No rows: committed at once.
     *
     * @param deadlineMs when it must be answered
     * @param onReleased called once, when the request holds no more bytes
     */
    public synchronized boolean enqueue(Delivery delivery, long deadlineMs, Consumer<PendingRequest> onReleased) {
        Consumer<PendingRequest> leave = this.onReleased;
        this.onReleased = onReleased;
        if (stage != Stage.RECEIVING) {
            onReleased.accept(this);
            return false;
        }
        leave.accept(this);
        this.deadlineMs = deadlineMs;
        rowCount = delivery.rows().size();
        if (rowCount == 0) {
            complete();
            return false;
        }
        queued = delivery;
        stage = Stage.QUEUED;
        return true;
    }

    /** The messages that wait for the task; none when the request has ended meanwhile. */
    public synchronized RequestMessages messages() {
        return queued == null ? RequestMessages.NONE : queued.messages();
    }

    /**
     * The records for the worker; none when the request has ended meanwhile.
     *
     * @param fresh the messages to write; the rows of others are committed already
     */
    public synchronized List<GatewayRecord> handOver(long poll, ValueCache values, Set<MessageKey> fresh) {
        if (stage != Stage.QUEUED || queued == null) {
            return List.of();
        }
        List<GatewayRecord> records = new ArrayList<>(rowCount);
        List<Row> rows = queued.rows();
        for (int i = 0; i < rows.size(); i++) {
            Optional<MessageKey> message = queued.messages().ofRow(i);
            if (message.isEmpty() || fresh.contains(message.get())) {
                records.add(new GatewayRecord(this, queued, rows.get(i), message, values, arrivalMs));
            }
        }
        queued = null;
        handedOverMessages = fresh;
        unsettledRows = records.size();
        handedOverAtPoll = poll;
        stage = Stage.HANDED_OVER;
        return records;
    }

    /** Of the whole request, once its body is decoded. */
    public synchronized int rowCount() {
        return rowCount;
    }

    /** The messages of the rows that went to the worker. */
    public synchronized Set<MessageKey> handedOverMessages() {
        return handedOverMessages;
    }

    /** Every row is committed already, sent by an earlier request. */
    public synchronized void confirm() {
        if (stage == Stage.QUEUED) {
            complete();
        }
    }

    /** Answers with a problem, and drops the rows unless the worker has them. */
    public synchronized void refuse(Problem problem) {
        answer(problem);
        if (stage != Stage.HANDED_OVER) {
            release();
        }
    }

    /** The client has gone: what the worker does not have yet is dropped, for the client will send it again. */
    public synchronized void abandon() {
        isAnswered = true;
        if (stage != Stage.HANDED_OVER) {
            release();
        }
    }

    synchronized void settle(GatewayRecord record) {
        if (stage == Stage.HANDED_OVER && record.markSettled() && --unsettledRows == 0) {
            complete();
        }
    }

    /** Settles a row whose fate is unknown: it may or may not have been written, so the request is no success. */
    synchronized void settleUnknown(GatewayRecord record) {
        answer(new Problem(
                Kind.UNAVAILABLE,
                "A row was dropped in the worker, by a transform or by a failure that errors.tolerance=all hides; "
                        + "the request may have been written in part. Send it again."));
        settle(record);
    }

    /** Settles every row, if all of them went to the worker in that poll or an earlier one. */
    synchronized void settleAllHandedOverBy(long poll) {
        if (stage == Stage.HANDED_OVER && handedOverAtPoll <= poll) {
            complete();
        }
    }

    /** False while the deadline, at {@code nowMs} or later, has not come. */
    synchronized boolean expire(long nowMs) {
        if (nowMs < deadlineMs) {
            return false;
        }
        refuse(
                switch (stage) {
                    case RECEIVING ->
                        new Problem(
                                Kind.TOO_SLOW,
                                "The body did not arrive within request.body.timeout.ms; nothing was written.");
                    case QUEUED ->
                        new Problem(
                                Kind.UNAVAILABLE,
                                "The worker did not take the request within ack.timeout.ms; nothing was written. Send it again.");
                    case HANDED_OVER, RELEASED ->
                        new Problem(
                                Kind.UNAVAILABLE,
                                "Kafka did not confirm the request within ack.timeout.ms; it may still be delivered. Send it again.");
                });
        return true;
    }

    /** No row will be reported any more. */
    synchronized void stop() {
        String fate = stage == Stage.HANDED_OVER ? "the request may have been written" : "nothing was written";
        answer(new Problem(Kind.UNAVAILABLE, "The gateway's task is stopping; " + fate + ". Send it again."));
        release();
    }

    /** In this order: whoever has its answer finds nothing of the request in flight. */
    private void complete() {
        isCommitted = !isAnswered;
        release();
        answer(new Committed(rowCount));
    }

    private void answer(Answer answer) {
        if (!isAnswered) {
            isAnswered = true;
            reply.accept(answer);
        }
    }

    private void release() {
        if (stage != Stage.RELEASED) {
            stage = Stage.RELEASED;
            queued = null;
            reservation.release();
            onReleased.accept(this);
        }
    }
}
