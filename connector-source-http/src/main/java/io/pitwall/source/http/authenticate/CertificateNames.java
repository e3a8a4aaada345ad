package io.pitwall.source.http.authenticate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** The names by which a certificate's owner may be listed. */
final class CertificateNames {

    /** Kinds of subject alternative names (RFC 5280, section 4.2.1.6). */
    private static final int DNS_NAME = 2;

    private static final int URI = 6;

    private CertificateNames() {}

    /** The common name, then the DNS names and URIs as they stand in the certificate; of one without them the whole subject. */
    static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        commonName(certificate).ifPresent(names::add);
        names.addAll(alternativeNames(certificate));
        return names.isEmpty() ? List.of(certificate.getSubjectX500Principal().getName()) : names;
    }

    /** The most specific one: it stands last in a name, as LdapName counts. */
    private static Optional<String> commonName(X509Certificate certificate) {
        Optional<String> found = Optional.empty();
        try {
            String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
            for (Rdn part : new LdapName(subject).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")
                        && part.getValue() instanceof String name
                        && !name.isEmpty()) {
                    found = Optional.of(name);
                }
            }
        } catch (InvalidNameException e) {
            // A name that cannot be read is on no list.
            return Optional.empty();
        }
        return found;
    }

    private static List<String> alternativeNames(X509Certificate certificate) {
        Collection<List<?>> alternatives;
        try {
            alternatives = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            // A name that cannot be read is on no list.
            return List.of();
        }
        if (alternatives == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (List<?> kindAndName : alternatives) {
            if (kindAndName.get(0) instanceof Integer kind
                    && (kind == DNS_NAME || kind == URI)
                    && kindAndName.get(1) instanceof String name) {
                names.add(name);
            }
        }
        return names;
    }
}
