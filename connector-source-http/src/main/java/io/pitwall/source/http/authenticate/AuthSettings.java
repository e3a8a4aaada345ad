package io.pitwall.source.http.authenticate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Who may send, as configured.
 *
 * @param certificates the names that may send, none of them for all, where client certificates are required
 */
public record AuthSettings(Credentials credentials, Optional<Set<String>> certificates) {

    public AuthSettings {
        certificates = certificates.map(Set::copyOf);
    }

    /** How clients identify themselves in the head of a request. Its secrets are not part of its text. */
    public sealed interface Credentials {

        /** @throws ConfigException where what the settings refer to cannot be used */
        Authenticator open(InstantSource clock);
    }

    /** They do not. */
    public record None() implements Credentials {

        @Override
        public Authenticator open(InstantSource clock) {
            return new AddressAuthenticator();
        }
    }

    /** By a name without colon, and a password. */
    public record Basic(String username, Password password) implements Credentials {

        @Override
        public Authenticator open(InstantSource clock) {
            return new BasicAuthenticator(username, password.value());
        }
    }

    /** By the one token there is. */
    public record BearerToken(Password token) implements Credentials {

        private static final String CLIENT_NAME = "bearer";

        @Override
        public Authenticator open(InstantSource clock) {
            return new BearerAuthenticator(TokenTable.of(token.value(), CLIENT_NAME));
        }
    }

    /** By one of the tokens in a file, which may change. */
    public record BearerTokensFile(Path file) implements Credentials {

        @Override
        public Authenticator open(InstantSource clock) {
            return new BearerAuthenticator(TokensFile.watched(file));
        }
    }

    /** By a signature, over a time at most {@code window} from now. */
    public record Hmac(Password secret, String timestampHeader, String signatureHeader, Duration window)
            implements Credentials {

        @Override
        public Authenticator open(InstantSource clock) {
            return new HmacAuthenticator(secret.value(), timestampHeader, signatureHeader, window, clock);
        }
    }

    /**
     * To be closed when the last request has been judged.
     *
     * @throws ConfigException where what the settings refer to cannot be used
     */
    public Authenticator open(InstantSource clock) {
        Authenticator opened = credentials.open(clock);
        return certificates.isPresent() ? new CertificateAuthenticator(certificates.get(), opened) : opened;
    }
}
