package io.pitwall.source.http.deduplicate;

/**
 * Which rows of a batch carry an offset that claims the batch's messages as committed. A row that a transform drops
 * contributes no offset.
 */
public enum ClaimOn {
    /**
     * At least once: the worker stores the offset of a row as soon as this row and those before it <em>under the same source
     * partition</em> are acknowledged, so only the last one knows that no row of a message is missing. Where a transform
     * drops that row, the claim waits for the bucket's next batch, and a restart before that forgets it.
     */
    LAST_ROW,
    /**
     * Exactly once: offsets are stored in the transaction of the rows, so whichever row is not dropped brings the claim along.
     *
     * <p>The worker commits part of a batch in one case: it could not describe a topic that the task had not written to
     * before, and is stopped or paused before it can. Then the messages in the other part are claimed as well, if they share
     * a bucket with one that was sent.
     */
    EVERY_ROW
}
