package io.pitwall.source.http.deduplicate;

/** A stored bucket is damaged, or of a kind that this version does not know. */
final class UnreadableBucketException extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableBucketException(String message) {
        super(message);
    }
}
