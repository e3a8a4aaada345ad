package io.pitwall.source.http.authenticate;

import io.pitwall.source.http.authenticate.Verdict.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever has a certificate that the listener's authority signed, and whose name is listed; and who passes the other
 * authenticator too. The client is the one the certificate names: a password may be shared by many.
 */
final class CertificateAuthenticator implements Authenticator {

    private final Set<String> listedNames;
    private final Authenticator other;

    /** @param listedNames none: every certificate that the authority signed */
    CertificateAuthenticator(Collection<String> listedNames, Authenticator other) {
        this.listedNames = Set.copyOf(listedNames);
        this.other = other;
    }

    @Override
    public Verdict authenticate(RequestHead head) {
        Optional<String> name = head.peerCertificates().stream()
                .findFirst()
                .map(CertificateNames::of)
                .flatMap(this::wanted);
        return name.isPresent() ? other.authenticate(head).about(new Client(name.get(), true)) : Refused.forbidden();
    }

    private Optional<String> wanted(List<String> names) {
        return names.stream()
                .filter(name -> listedNames.isEmpty() || listedNames.contains(name))
                .findFirst();
    }

    @Override
    public void close() {
        other.close();
    }
}
