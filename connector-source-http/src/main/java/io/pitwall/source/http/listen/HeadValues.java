package io.pitwall.source.http.listen;

import io.pitwall.source.http.route.NamedValue;
import io.pitwall.source.http.route.RequestValue;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the head of one request holds beside its body. */
final class HeadValues {

    private final HttpServerRequest http;
    private final Map<String, String> pathParameters;

    HeadValues(HttpServerRequest http, Map<String, String> pathParameters) {
        this.http = http;
        this.pathParameters = pathParameters;
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
        Map<String, String> found = new LinkedHashMap<>();
        wanted.forEach(named -> of(named.value()).ifPresent(value -> found.put(named.name(), value)));
        return found;
    }
}
