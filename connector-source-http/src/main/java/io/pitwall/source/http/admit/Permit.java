package io.pitwall.source.http.admit;

/** What {@link ClientLimits} say of a request. */
public sealed interface Permit {

    /** It may reserve bytes, with the reservation that counts them for its client and for all; to be released. */
    record Granted(Reservation reservation) implements Permit {}

    /** Its client has sent too many; in that many seconds, at least 1, it may send another. */
    record Postponed(long retryAfterSeconds) implements Permit {}
}
