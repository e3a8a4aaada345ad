package io.pitwall.source.http.admit;

/**
 * What one client may take.
 *
 * @param maxInflightBytes 0: as much as all together
 * @param maxRequestsPerSecond 0: any number
 */
public record ClientLimitSettings(long maxInflightBytes, double maxRequestsPerSecond) {

    boolean isUnlimited() {
        return maxInflightBytes == 0 && maxRequestsPerSecond == 0;
    }
}
