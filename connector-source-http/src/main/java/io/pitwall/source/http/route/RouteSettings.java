package io.pitwall.source.http.route;

import io.pitwall.source.http.decode.BodyDecoder;
import java.util.List;
import java.util.Optional;

/**
 * One path of a connector and what becomes of the requests on it.
 *
 * @param topic of the records
 * @param maxBodyBytes greatest body, positive
 * @param key the value of the head that becomes the key of every record; empty: the decoder finds the key in the body
 * @param columns values of the head that are copied into every record
 * @param headers values of the head that become headers of every record
 */
public record RouteSettings(
        PathPattern path,
        String topic,
        BodyDecoder decoder,
        long maxBodyBytes,
        ResponseTemplate response,
        Optional<RequestValue> key,
        List<NamedValue> columns,
        List<NamedValue> headers) {}
