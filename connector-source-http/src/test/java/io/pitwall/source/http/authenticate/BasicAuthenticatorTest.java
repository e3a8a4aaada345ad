package io.pitwall.source.http.authenticate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.authenticate.Verdict.Accepted;
import io.pitwall.source.http.authenticate.Verdict.Refused;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BasicAuthenticatorTest {

    private static final Refused REFUSED = new Refused(401, Optional.of("Basic realm=\"pitwall\", charset=\"UTF-8\""));

    private final Authenticator authenticator = new BasicAuthenticator("phone", "grün:7");

    private static String base64(String text, Charset charset) {
        return Base64.getEncoder().encodeToString(text.getBytes(charset));
    }

    private static String base64(String text) {
        return base64(text, UTF_8);
    }

    private Verdict verdictOn(String authorization) {
        return authenticator.authenticate(new FakeHead().with("Authorization", authorization));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "basic ", "BASIC ", "Basic   "})
    void theRightUserIsLetInWhateverTheCaseOfTheScheme(String scheme) {
        assertThat(verdictOn(scheme + base64("phone:grün:7"))).isEqualTo(new Accepted(new Client("phone", true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "car:grün:7",
                "phone:grün:8",
                "Phone:grün:7",
                "phone:",
                "phone",
                ":grün:7",
                ":",
                "",
                "phone:grün:7 ",
                "phone:grün:7\n",
                "phonegrün:7"
            })
    void wrongCredentialsGetOneAnswerWhateverIsWrong(String credentials) {
        assertThat(verdictOn("Basic " + base64(credentials))).isEqualTo(REFUSED);
    }

    @Test
    void aPasswordInAnotherCharsetThanUtf8IsWrong() {
        assertThat(verdictOn("Basic " + base64("phone:grün:7", ISO_8859_1))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!", "Basic cGhv bmU=", "Basic cGhvbmU6=Z3"})
    void whatIsNoBase64GetsTheSameAnswer(String authorization) {
        assertThat(verdictOn(authorization)).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Basic\t", "Basic", "Basics ", "", " Basic "})
    void theRightCredentialsUnderAnotherSchemeAreWrong(String scheme) {
        assertThat(verdictOn(scheme + base64("phone:grün:7"))).isEqualTo(REFUSED);
    }

    @Test
    void aMissingHeaderGetsTheSameAnswer() {
        assertThat(authenticator.authenticate(new FakeHead())).isEqualTo(REFUSED);
    }

    @Test
    void twoHeadersAreRefusedEvenIfBothAreRight() {
        String right = "Basic " + base64("phone:grün:7");

        assertThat(authenticator.authenticate(
                        new FakeHead().with("Authorization", right).with("authorization", right)))
                .isEqualTo(REFUSED);
    }
}
