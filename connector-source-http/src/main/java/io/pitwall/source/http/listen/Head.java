package io.pitwall.source.http.listen;

import io.pitwall.source.http.authenticate.RequestHead;
import io.pitwall.source.http.decode.RequestColumn;
import io.pitwall.source.http.route.NamedValue;
import io.pitwall.source.http.route.RequestValue;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What one request says before its body. */
final class Head implements RequestHead {

    private final HttpServerRequest http;
    private final Map<String, String> pathParameters;

    Head(HttpServerRequest http, Map<String, String> pathParameters) {
        this.http = http;
        this.pathParameters = pathParameters;
    }

    @Override
    public List<String> headers(String name) {
        return http.headers().getAll(name);
    }

    @Override
    public String remoteAddress() {
        return http.remoteAddress().hostAddress();
    }

    @Override
    public List<X509Certificate> peerCertificates() {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            http.connection().peerCertificates().forEach(certificate -> {
                if (certificate instanceof X509Certificate known) {
                    chain.add(known);
                }
            });
        } catch (SSLPeerUnverifiedException e) {
            // What Java calls a client that showed none.
            return List.of();
        }
        return chain;
    }

    /** Empty where the request does not have it. The first, where it has several. */
    Optional<String> of(RequestValue value) {
        return Optional.ofNullable(
                switch (value.place()) {
                    case PATH -> pathParameters.get(value.name());
                    case QUERY -> http.getParam(value.name());
                    case HEADER -> http.getHeader(value.name());
                });
    }

    /** Those that the request has, by their own names. */
    Map<String, String> of(List<NamedValue> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, String> found = new LinkedHashMap<>();
        wanted.forEach(named -> of(named.value()).ifPresent(value -> found.put(named.name(), value)));
        return found;
    }

    List<RequestColumn> columns(List<NamedValue> wanted) {
        List<RequestColumn> columns = new ArrayList<>();
        of(wanted).forEach((name, value) -> columns.add(new RequestColumn(name, value)));
        return columns;
    }
}
