package io.pitwall.source.http.authenticate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests that secrets are compared by: of one length whatever the length of the secret. */
final class Sha256 {

    static final int BYTES = 32;

    private Sha256() {}

    /** The digest of the parts, one after the other. */
    static byte[] of(byte[]... parts) {
        MessageDigest digest = newDigest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
