package io.pitwall.source.http.acknowledge;

import io.pitwall.source.http.decode.Row;
import io.pitwall.source.http.deduplicate.RequestMessages;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one request wants written.
 *
 * @param key of every record; empty: each row has its own, or none
 * @param headers of every record
 * @param messages which message each row is part of
 */
public record Delivery(
        String topic, Optional<String> key, Map<String, String> headers, List<Row> rows, RequestMessages messages) {}
