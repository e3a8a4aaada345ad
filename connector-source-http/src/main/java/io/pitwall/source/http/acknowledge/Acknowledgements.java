package io.pitwall.source.http.acknowledge;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the worker tells a task into settled rows.
 *
 * <p>A row reported with metadata is committed. A row reported without is a riddle, and some rows are never reported at
 * all. What can be concluded, from the sources of Connect 3.9.2 to 4.3.1:
 *
 * <ul>
 *   <li>Without exactly-once support, "no metadata" means: dropped by a transform; or, under {@code errors.tolerance=all},
 *       failed in a transform, in a converter <em>or in the producer</em>. Under {@code none} each of these failures ends the task.
 *   <li>With exactly-once support it never means a failed send: that fails the transaction, and with it the task.
 *   <li>Under either, a task that is being cancelled can report a row whose transform gave up retrying. Such a task is
 *       never polled again, so a report without metadata is believed at the next poll, not before.
 *   <li>With exactly-once support, rows are not reported when every row of their transaction was dropped: the worker skips
 *       the empty transaction, and the report with it. But it calls {@code commit()} on the task's own thread. A commit
 *       after a poll covers all rows handed over before that poll, so at the poll after it they are settled.
 *   <li>Only with exactly-once support is there a poll after a {@code commit()} on the task's thread. (Otherwise it
 *       comes from another thread, or last of all.) That is how the task learns which of the two it runs under.
 * </ul>
 *
 * <p>{@link #report} may be called from any thread, the rest belongs to the task's.
 */
public final class Acknowledgements {

    private static final long NONE = -1;

    private final PendingRequests pending;
    private final boolean isEveryFailureFatal;
    private final Queue<GatewayRecord> reportedWithoutMetadata = new ConcurrentLinkedQueue<>();

    /** Written by the task's thread; read by others only to find that they are not it. */
    private volatile @Nullable Thread taskThread;

    private boolean isExactlyOnce;
    private long polls;
    private long committedUpToPoll = NONE;

    /** @param isEveryFailureFatal whether {@code errors.tolerance} is {@code none} */
    public Acknowledgements(PendingRequests pending, boolean isEveryFailureFatal) {
        this.pending = pending;
        this.isEveryFailureFatal = isEveryFailureFatal;
    }

    public void report(GatewayRecord record, @Nullable RecordMetadata metadata) {
        if (metadata != null) {
            record.request().settle(record);
        } else {
            reportedWithoutMetadata.add(record);
        }
    }

    /** The worker has committed offsets, or a transaction. */
    public void commit() {
        if (Thread.currentThread() == taskThread) {
            // What the latest poll handed over may be dispatched in part only: a paused task commits in mid-batch.
            committedUpToPoll = polls - 1;
        }
    }

    /** Whether the worker has shown exactly-once support: from the second poll on, unless transaction.boundary is interval. */
    public boolean isExactlyOnce() {
        return isExactlyOnce;
    }

    /** Draws the conclusions that being polled again allows; returns the number of this poll. */
    public long beginPoll() {
        taskThread = Thread.currentThread();
        if (committedUpToPoll != NONE) {
            isExactlyOnce = true;
            pending.settleAllHandedOverBy(committedUpToPoll);
            committedUpToPoll = NONE;
        }
        settleReportedWithoutMetadata();
        return ++polls;
    }

    private void settleReportedWithoutMetadata() {
        boolean isSendFailureExcluded = isEveryFailureFatal || isExactlyOnce;
        GatewayRecord record = reportedWithoutMetadata.poll();
        while (record != null) {
            if (isSendFailureExcluded) {
                record.request().settle(record);
            } else {
                record.request().settleUnknown(record);
            }
            record = reportedWithoutMetadata.poll();
        }
    }
}
