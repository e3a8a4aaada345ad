package io.pitwall.source.http.deduplicate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits of SHA-256 that stand for texts of any length. That two differing texts share one will not happen by chance, nor
 * by intent: whoever could bring it about would have another client's message taken for a duplicate.
 */
public record Fingerprint(long high, long low) {

    /** The length before each text keeps ("ab", "c") apart from ("a", "bc"). */
    static Fingerprint of(String... texts) {
        MessageDigest digest = sha256();
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
            digest.update(utf8);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new Fingerprint(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
