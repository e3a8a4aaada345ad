package io.pitwall.source.http.deduplicate;

import org.jspecify.annotations.Nullable;

/** What the rows of one bucket in one batch carry, told from the last row to the first. */
final class Claims {

    private final int bucket;
    private final byte[] before;
    private final RowPosition claiming;
    private @Nullable RowPosition notClaiming;
    private boolean isLastRowTold;

    Claims(int bucket, byte[] before, byte[] after) {
        this.bucket = bucket;
        this.before = before;
        this.claiming = position(after);
    }

    RowPosition nextFromTheEnd(ClaimOn claimOn) {
        boolean isLast = !isLastRowTold;
        isLastRowTold = true;
        return switch (claimOn) {
            case EVERY_ROW -> claiming;
            case LAST_ROW -> isLast ? claiming : notClaiming();
        };
    }

    /** Not "no offset": the worker would store that, and with it that nothing is known. */
    private RowPosition notClaiming() {
        if (notClaiming == null) {
            notClaiming = position(before);
        }
        return notClaiming;
    }

    private RowPosition position(byte[] content) {
        return new RowPosition(BucketOffset.partition(bucket), BucketOffset.offset(content));
    }
}
