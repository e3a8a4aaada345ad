package io.pitwall.source.http.handover;

import io.pitwall.source.http.decode.BodyDecoder;

/**
 * What one task needs to know to take requests.
 *
 * @param maxBodyBytes greatest body, positive
 * @param maxInflightBytes greatest sum of the bodies admitted and not yet committed; at least {@code maxBodyBytes}
 * @param ackTimeoutMs from the arrival of the head of a request to its answer at the latest
 * @param isEveryFailureFatal whether {@code errors.tolerance} is {@code none}
 */
public record IntakeSettings(
        String topic,
        BodyDecoder decoder,
        long maxBodyBytes,
        long maxInflightBytes,
        long ackTimeoutMs,
        boolean isEveryFailureFatal) {}
