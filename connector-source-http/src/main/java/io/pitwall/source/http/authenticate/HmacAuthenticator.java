package io.pitwall.source.http.authenticate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwall.source.http.authenticate.Verdict.AcceptedIfSigned;
import io.pitwall.source.http.authenticate.Verdict.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whoever knows the secret signs {@code <timestamp>.<body>} with HMAC-SHA256. The timestamp bounds how long a request that
 * was overheard can be sent again; within that time only deduplication stops it.
 */
final class HmacAuthenticator implements Authenticator {

    /** All who know the secret are one client: nothing tells them apart. */
    static final Client CLIENT = new Client("hmac", true);

    private static final String OPTIONAL_PREFIX = "sha256=";

    /** Until the year 31,000,000; in milliseconds it fits a long. */
    private static final int MAX_TIMESTAMP_DIGITS = 15;

    private final SecretKeySpec key;
    private final String timestampHeader;
    private final String signatureHeader;
    private final long windowMs;
    private final InstantSource clock;
    private final Refused refused;

    /** @param window how far a timestamp may be from now, both ways, the ends included */
    HmacAuthenticator(
            String secret, String timestampHeader, String signatureHeader, Duration window, InstantSource clock) {
        this.key = new SecretKeySpec(secret.getBytes(UTF_8), HmacBodySignature.ALGORITHM);
        this.timestampHeader = timestampHeader;
        this.signatureHeader = signatureHeader;
        this.windowMs = window.toMillis();
        this.clock = clock;
        this.refused = Refused.unauthenticated(
                "HMAC-SHA256 realm=\"pitwall\", headers=\"" + timestampHeader + " " + signatureHeader + "\"");
    }

    @Override
    public Verdict authenticate(RequestHead head) {
        Optional<String> timestamp = only(head.headers(timestampHeader)).filter(this::isInWindow);
        Optional<byte[]> signature = only(head.headers(signatureHeader)).flatMap(HmacAuthenticator::signatureBytes);
        if (timestamp.isEmpty() || signature.isEmpty()) {
            return refused;
        }
        HmacBodySignature check = new HmacBodySignature(key, signature.get());
        byte[] signedBeforeTheBody = (timestamp.get() + ".").getBytes(US_ASCII);
        check.update(signedBeforeTheBody, 0, signedBeforeTheBody.length);
        return new AcceptedIfSigned(CLIENT, check, refused);
    }

    private static Optional<String> only(List<String> values) {
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    private boolean isInWindow(String timestamp) {
        OptionalLong seconds = epochSeconds(timestamp);
        return seconds.isPresent() && Math.abs(clock.millis() - seconds.getAsLong() * 1_000) <= windowMs;
    }

    /** Plain digits only: what is signed is the text, and one time has one text. */
    private static OptionalLong epochSeconds(String timestamp) {
        boolean isNumber = !timestamp.isEmpty()
                && timestamp.length() <= MAX_TIMESTAMP_DIGITS
                && timestamp.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalLong.of(Long.parseLong(timestamp)) : OptionalLong.empty();
    }

    /** From hexadecimal digits or Base64; their lengths tell which. */
    private static Optional<byte[]> signatureBytes(String header) {
        String text = header.startsWith(OPTIONAL_PREFIX) ? header.substring(OPTIONAL_PREFIX.length()) : header;
        try {
            byte[] bytes = text.length() == 2 * Sha256.BYTES
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            return bytes.length == Sha256.BYTES ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // Neither of the two is as wrong as a wrong signature, and gets the same answer.
            return Optional.empty();
        }
    }
}
