package io.pitwall.source.http.authenticate;

import io.pitwall.source.http.authenticate.Verdict.Accepted;
import io.pitwall.source.http.authenticate.Verdict.Refused;
import java.util.Optional;
import java.util.function.Supplier;

/** Whoever shows a known token (RFC 6750). */
final class BearerAuthenticator implements Authenticator {

    private static final Refused REFUSED = Refused.unauthenticated("Bearer realm=\"pitwall\"");

    private final Supplier<TokenTable> tokens;
    private final Runnable onClose;

    /** For tokens that stay. */
    BearerAuthenticator(TokenTable tokens) {
        this(() -> tokens, () -> {});
    }

    /** For tokens that are read again when their file changes; closes it. */
    BearerAuthenticator(TokensFile file) {
        this(file::tokens, file::close);
    }

    private BearerAuthenticator(Supplier<TokenTable> tokens, Runnable onClose) {
        this.tokens = tokens;
        this.onClose = onClose;
    }

    @Override
    public Verdict authenticate(RequestHead head) {
        Optional<Client> client = Authorization.credentials(head, "Bearer").flatMap(tokens.get()::clientOf);
        return client.isPresent() ? new Accepted(client.get()) : REFUSED;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
