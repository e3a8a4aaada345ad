package io.pitwall.source.http.authenticate;

import java.security.cert.X509Certificate;
import java.util.List;

/** What is known of a request before its body. */
public interface RequestHead {

    /** Every value of that header, whose name is in any case; none where it is missing. */
    List<String> headers(String name);

    /** The address without the port: of the client itself, or of the proxy that speaks for it. */
    String remoteAddress();

    /** The chain that the TLS handshake has verified, the client's own first; none without one. */
    List<X509Certificate> peerCertificates();
}
