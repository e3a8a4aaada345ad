package io.pitwall.source.http.authenticate;

import io.pitwall.source.http.config.AuthKeys;
import io.pitwall.source.http.config.AuthType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Who may send, as configured.
 *
 * @param certificates the names of {@code tls.client.names}, where client certificates are required
 */
public record AuthSettings(Credentials credentials, Optional<Set<String>> certificates) {

    /** How clients identify themselves in the head of a request. Its secrets are not part of its text. */
    public sealed interface Credentials {

        /** @throws ConfigException where what the settings refer to cannot be used */
        Authenticator open(InstantSource clock);
    }

    record None() implements Credentials {

        @Override
        public Authenticator open(InstantSource clock) {
            return new AddressAuthenticator();
        }
    }

    record Basic(String username, Password password) implements Credentials {

        @Override
        public Authenticator open(InstantSource clock) {
            return new BasicAuthenticator(username, password.value());
        }
    }

    record BearerToken(Password token) implements Credentials {

        private static final String CLIENT_NAME = "bearer";

        @Override
        public Authenticator open(InstantSource clock) {
            return new BearerAuthenticator(TokenTable.of(token.value(), CLIENT_NAME));
        }
    }

    record BearerTokensFile(Path file) implements Credentials {

        @Override
        public Authenticator open(InstantSource clock) {
            return new BearerAuthenticator(TokensFile.watched(file));
        }
    }

    record Hmac(Password secret, String timestampHeader, String signatureHeader, Duration window)
            implements Credentials {

        @Override
        public Authenticator open(InstantSource clock) {
            return new HmacAuthenticator(secret.value(), timestampHeader, signatureHeader, window, clock);
        }
    }

    /** @param config one that has passed {@link AuthKeys#contradictions} */
    public static AuthSettings of(AbstractConfig config) {
        return new AuthSettings(
                credentials(config),
                AuthKeys.isCertificateRequired(config.values())
                        ? Optional.of(Set.copyOf(config.getList(AuthKeys.CLIENT_NAMES)))
                        : Optional.empty());
    }

    private static Credentials credentials(AbstractConfig config) {
        return switch (AuthType.of(config.getString(AuthKeys.TYPE))) {
            case NONE -> new None();
            case BASIC ->
                new Basic(config.getString(AuthKeys.BASIC_USERNAME), config.getPassword(AuthKeys.BASIC_PASSWORD));
            case BEARER -> bearer(config);
            case HMAC ->
                new Hmac(
                        config.getPassword(AuthKeys.HMAC_SECRET),
                        config.getString(AuthKeys.HMAC_TIMESTAMP_HEADER),
                        config.getString(AuthKeys.HMAC_SIGNATURE_HEADER),
                        Duration.ofMillis(config.getLong(AuthKeys.HMAC_WINDOW_MS)));
        };
    }

    private static Credentials bearer(AbstractConfig config) {
        String file = config.getString(AuthKeys.BEARER_TOKENS_FILE);
        return file.isEmpty()
                ? new BearerToken(config.getPassword(AuthKeys.BEARER_TOKEN))
                : new BearerTokensFile(Path.of(file));
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
