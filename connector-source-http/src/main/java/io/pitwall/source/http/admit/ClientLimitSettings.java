package io.pitwall.source.http.admit;

import io.pitwall.source.http.config.ClientLimitKeys;
import org.apache.kafka.common.config.AbstractConfig;

/**
 * What one client may take.
 *
 * @param maxInflightBytes 0: as much as all together
 * @param maxRequestsPerSecond 0: any number
 */
public record ClientLimitSettings(long maxInflightBytes, double maxRequestsPerSecond) {

    public static ClientLimitSettings of(AbstractConfig config) {
        return new ClientLimitSettings(
                config.getLong(ClientLimitKeys.MAX_INFLIGHT_BYTES),
                config.getDouble(ClientLimitKeys.MAX_REQUESTS_PER_SECOND));
    }

    boolean isUnlimited() {
        return maxInflightBytes == 0 && maxRequestsPerSecond == 0;
    }
}
