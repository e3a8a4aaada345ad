package io.pitwall.source.http.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.source.http.authenticate.Verdict.Accepted;
import io.pitwall.source.http.authenticate.Verdict.Refused;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BearerAuthenticatorTest {

    private static final Refused REFUSED = new Refused(401, Optional.of("Bearer realm=\"pitwall\""));

    private final Authenticator authenticator = new BearerAuthenticator(TokenTable.of("s3cret-T0ken==", "bearer"));

    private Verdict verdictOn(String authorization) {
        return authenticator.authenticate(new FakeHead().with("Authorization", authorization));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer  "})
    void theRightTokenIsLetInWhateverTheCaseOfTheScheme(String scheme) {
        assertThat(verdictOn(scheme + "s3cret-T0ken==")).isEqualTo(new Accepted(new Client("bearer", true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer s3cret-T0ken=",
                "Bearer S3CRET-T0KEN==",
                "Bearer s3cret-T0ken== x",
                "Bearer s3cret-T0ken==,s3cret-T0ken==",
                "Bearer ",
                "Bearer",
                "",
                "Basic s3cret-T0ken==",
                "s3cret-T0ken==",
                "Bearers3cret-T0ken=="
            })
    void anythingElseGetsOneAnswer(String authorization) {
        assertThat(verdictOn(authorization)).isEqualTo(REFUSED);
    }

    @Test
    void aMissingHeaderGetsTheSameAnswer() {
        assertThat(authenticator.authenticate(new FakeHead())).isEqualTo(REFUSED);
    }

    @Test
    void twoHeadersAreRefusedEvenIfOneIsRight() {
        assertThat(authenticator.authenticate(new FakeHead()
                        .with("Authorization", "Bearer s3cret-T0ken==")
                        .with("Authorization", "Bearer other")))
                .isEqualTo(REFUSED);
    }

    @Test
    void theTokenInAnotherHeaderIsNotSeen() {
        assertThat(authenticator.authenticate(new FakeHead().with("X-Authorization", "Bearer s3cret-T0ken==")))
                .isEqualTo(REFUSED);
    }
}
