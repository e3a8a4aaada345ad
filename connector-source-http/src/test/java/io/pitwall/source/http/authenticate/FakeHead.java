package io.pitwall.source.http.authenticate;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** A request from 192.0.2.7, with the headers and certificates it is given. */
record FakeHead(List<Header> headers, List<X509Certificate> peerCertificates) implements RequestHead {

    record Header(String name, String value) {}

    FakeHead() {
        this(List.of(), List.of());
    }

    FakeHead with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new FakeHead(more, peerCertificates);
    }

    FakeHead with(X509Certificate certificate) {
        return new FakeHead(headers, List.of(certificate));
    }

    @Override
    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.7";
    }
}
