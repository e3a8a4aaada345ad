package io.pitwall.source.http.authenticate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.pitwall.source.http.authenticate.Verdict.AcceptedIfSigned;
import io.pitwall.source.http.authenticate.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HmacAuthenticatorTest {

    private static final long SIGNED_AT = 1_700_000_000;
    private static final String BODY = "{\"a\":1}";

    /** From {@code printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac key-of-the-car}, and with -binary | base64. */
    private static final String HEX = "a4192e142bf469f544934ca587d55189bb449491afee7d50e78699affe229e79";

    private static final String BASE64 = "pBkuFCv0afVEk0ylh9VRibtElJGv7n1Q54aZr/4innk=";

    /** The same without a body: {@code printf '1700000000.' | …}. */
    private static final String HEX_OF_NO_BODY = "f3b7c8bdfece592f62c86cf62ed44458f5ac5105f02eb24896c80f2677587b31";

    private static final Refused REFUSED =
            new Refused(401, Optional.of("HMAC-SHA256 realm=\"pitwall\", headers=\"X-Timestamp X-Signature\""));

    private static Authenticator at(long nowMs) {
        return new HmacAuthenticator(
                "key-of-the-car",
                "X-Timestamp",
                "X-Signature",
                Duration.ofMinutes(5),
                InstantSource.fixed(Instant.ofEpochMilli(nowMs)));
    }

    private static final Authenticator AUTHENTICATOR = at(SIGNED_AT * 1_000);

    private static FakeHead signed(String timestamp, String signature) {
        return new FakeHead().with("X-Timestamp", timestamp).with("X-Signature", signature);
    }

    private static FakeHead signed(String signature) {
        return signed("1700000000", signature);
    }

    private static AcceptedIfSigned accepted(Verdict verdict) {
        return assertThat(verdict).asInstanceOf(type(AcceptedIfSigned.class)).actual();
    }

    private static boolean isValid(AcceptedIfSigned verdict, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        verdict.signature().update(bytes, 0, bytes.length);
        return verdict.signature().isValid();
    }

    @ParameterizedTest
    @ValueSource(strings = {HEX, "sha256=" + HEX, BASE64, "sha256=" + BASE64})
    void theRightSignatureIsAcceptedInEitherForm(String signature) {
        AcceptedIfSigned verdict = accepted(AUTHENTICATOR.authenticate(signed(signature)));

        assertThat(isValid(verdict, BODY)).isTrue();
        assertThat(verdict.client()).isEqualTo(new Client("hmac", true));
    }

    @Test
    void theCaseOfHexadecimalDigitsDoesNotMatter() {
        assertThat(isValid(accepted(AUTHENTICATOR.authenticate(signed(HEX.toUpperCase(Locale.ROOT)))), BODY))
                .isTrue();
    }

    @Test
    void theSignatureOfAnEmptyBodyIsOverTheTimestampAlone() {
        assertThat(accepted(AUTHENTICATOR.authenticate(signed(HEX_OF_NO_BODY)))
                        .signature()
                        .isValid())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 7})
    void howTheBodyIsCutIntoChunksMakesNoDifference(int chunkBytes) {
        AcceptedIfSigned verdict = accepted(AUTHENTICATOR.authenticate(signed(HEX)));
        byte[] body = ("xx" + BODY + "yy").getBytes(UTF_8);
        int end = body.length - 2;
        for (int at = 2; at < end; at += chunkBytes) {
            verdict.signature().update(body, at, Math.min(chunkBytes, end - at));
        }

        assertThat(verdict.signature().isValid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":2}", "{\"a\":1} ", "", "{\"a\":1", "\uFEFF{\"a\":1}"})
    void anAlteredBodyIsNotWhatWasSigned(String body) {
        AcceptedIfSigned verdict = accepted(AUTHENTICATOR.authenticate(signed(HEX)));

        assertThat(isValid(verdict, body)).isFalse();
        assertThat(verdict.otherwise()).isEqualTo(REFUSED);
    }

    @Test
    void anAlteredTimestampIsNotWhatWasSigned() {
        assertThat(isValid(accepted(AUTHENTICATOR.authenticate(signed("1700000001", HEX))), BODY))
                .isFalse();
    }

    @Test
    void aTimestampWrittenDifferentlyIsNotWhatWasSigned() {
        assertThat(isValid(accepted(AUTHENTICATOR.authenticate(signed("01700000000", HEX))), BODY))
                .isFalse();
    }

    @Test
    void anotherSecretGivesAnotherSignature() {
        Authenticator other = new HmacAuthenticator(
                "key-of-the-bus",
                "X-Timestamp",
                "X-Signature",
                Duration.ofMinutes(5),
                InstantSource.fixed(Instant.ofEpochSecond(SIGNED_AT)));

        assertThat(isValid(accepted(other.authenticate(signed(HEX))), BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-300_000, 0, 300_000})
    void aTimestampAtTheEdgeOfTheWindowIsAccepted(long millisAfterSigning) {
        assertThat(isValid(accepted(at(SIGNED_AT * 1_000 + millisAfterSigning).authenticate(signed(HEX))), BODY))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-300_001, 300_001})
    void aTimestampOneMillisecondBeyondTheWindowIsRefusedBeforeTheBody(long millisAfterSigning) {
        assertThat(at(SIGNED_AT * 1_000 + millisAfterSigning).authenticate(signed(HEX)))
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "now",
                "1700000000000",
                "-1700000000",
                "+1700000000",
                "1700000000.0",
                " 1700000000",
                "0x6553F100",
                "１７００００００００",
                "999999999999999",
                "9223372036854775807",
                "99999999999999999999"
            })
    void aMissingOrUnreadableTimestampIsRefused(String timestamp) {
        FakeHead head = new FakeHead().with("X-Signature", HEX);

        assertThat(AUTHENTICATOR.authenticate(timestamp == null ? head : head.with("X-Timestamp", timestamp)))
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "sha1=" + HEX,
                "sha256=sha256=" + HEX,
                "a4192e142bf469f544934ca587d55189bb449491afee7d50e78699affe229e7",
                "z4192e142bf469f544934ca587d55189bb449491afee7d50e78699affe229e79",
                "pBkuFCv0afVEk0ylh9VRibtElJGv7n1Q54aZr/4in",
                "!BkuFCv0afVEk0ylh9VRibtElJGv7n1Q54aZr/4innk="
            })
    void aMissingOrUnreadableSignatureIsRefused(String signature) {
        FakeHead head = new FakeHead().with("X-Timestamp", "1700000000");

        assertThat(AUTHENTICATOR.authenticate(signature == null ? head : head.with("X-Signature", signature)))
                .isEqualTo(REFUSED);
    }

    @Test
    void twoHeadersOfOneKindAreRefused() {
        assertThat(AUTHENTICATOR.authenticate(signed(HEX).with("x-signature", HEX)))
                .isEqualTo(REFUSED);
        assertThat(AUTHENTICATOR.authenticate(signed(HEX).with("x-timestamp", "1700000000")))
                .isEqualTo(REFUSED);
    }

    @Test
    void theHeadersAreTheConfiguredOnes() {
        Authenticator renamed = new HmacAuthenticator(
                "key-of-the-car",
                "X-When",
                "X-Hub-Signature-256",
                Duration.ofMinutes(5),
                InstantSource.fixed(Instant.ofEpochSecond(SIGNED_AT)));
        FakeHead head = new FakeHead().with("x-when", "1700000000").with("x-hub-signature-256", "sha256=" + HEX);

        assertThat(isValid(accepted(renamed.authenticate(head)), BODY)).isTrue();
        assertThat(renamed.authenticate(signed(HEX)))
                .isEqualTo(new Refused(
                        401, Optional.of("HMAC-SHA256 realm=\"pitwall\", headers=\"X-When X-Hub-Signature-256\"")));
    }

    @Test
    void oneRequestsSignatureDoesNotDisturbAnothers() {
        AcceptedIfSigned first = accepted(AUTHENTICATOR.authenticate(signed(HEX)));
        AcceptedIfSigned second = accepted(AUTHENTICATOR.authenticate(signed(HEX)));
        byte[] body = BODY.getBytes(UTF_8);
        first.signature().update(body, 0, 3);
        second.signature().update(body, 0, body.length);
        first.signature().update(body, 3, body.length - 3);

        assertThat(first.signature().isValid()).isTrue();
        assertThat(second.signature().isValid()).isTrue();
    }
}
