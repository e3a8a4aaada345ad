package io.pitwall.source.http.handover;

/**
 * What one task needs to know to take requests.
 *
 * @param ackTimeoutMs from the end of a body to its answer at the latest
 * @param isEveryFailureFatal whether {@code errors.tolerance} is {@code none}
 */
public record IntakeSettings(long ackTimeoutMs, boolean isEveryFailureFatal) {}
