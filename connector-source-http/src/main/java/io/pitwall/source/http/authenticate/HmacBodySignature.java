package io.pitwall.source.http.authenticate;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes the HMAC-SHA256 of what it is fed with, and compares it with the one expected. */
final class HmacBodySignature implements BodySignature {

    static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;
    private final byte[] expected;

    HmacBodySignature(SecretKeySpec key, byte[] expected) {
        this.mac = newMac(key);
        this.expected = expected;
    }

    private static Mac newMac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM + ", with keys of any length", e);
        }
    }

    @Override
    public void update(byte[] chunk, int offset, int length) {
        mac.update(chunk, offset, length);
    }

    @Override
    public boolean isValid() {
        return MessageDigest.isEqual(mac.doFinal(), expected);
    }
}
