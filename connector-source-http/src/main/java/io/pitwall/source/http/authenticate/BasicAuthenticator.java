package io.pitwall.source.http.authenticate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwall.source.http.authenticate.Verdict.Accepted;
import io.pitwall.source.http.authenticate.Verdict.Refused;
import java.security.MessageDigest;
import java.util.Base64;

/** One user with a password (RFC 7617). */
final class BasicAuthenticator implements Authenticator {

    private static final Refused REFUSED = Refused.unauthenticated("Basic realm=\"pitwall\", charset=\"UTF-8\"");

    /**
     * Of {@code user:password} as one text, which is unambiguous because a user's name has no colon. So there is one
     * comparison, and a wrong name costs what a wrong password costs.
     */
    private final byte[] credentialsDigest;

    private final Accepted accepted;

    BasicAuthenticator(String username, String password) {
        this.credentialsDigest = Sha256.of((username + ":" + password).getBytes(UTF_8));
        this.accepted = new Accepted(new Client(username, true));
    }

    @Override
    public Verdict authenticate(RequestHead head) {
        boolean isRight =
                Authorization.credentials(head, "Basic").filter(this::isRight).isPresent();
        return isRight ? accepted : REFUSED;
    }

    private boolean isRight(String base64) {
        byte[] credentials;
        try {
            credentials = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Not Base64 is as wrong as a wrong password, and gets the same answer.
            return false;
        }
        return MessageDigest.isEqual(credentialsDigest, Sha256.of(credentials));
    }
}
