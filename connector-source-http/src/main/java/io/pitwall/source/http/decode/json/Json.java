package io.pitwall.source.http.decode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** The parser of JSON as the gateway takes it: strict, and within limits that keep hostile text harmless. */
public final class Json {

    public static final int MAX_DEPTH = 64;
    public static final int MAX_NUMBER_CHARS = 1_000;
    public static final int MAX_NAME_CHARS = 10_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxNameLength(MAX_NAME_CHARS)
                    // max.body.bytes bounds a string already.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // UTF-8 is the only encoding; without this a body of UTF-16 or UTF-32 would be recognised and taken.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            // Field names come from anyone: interned, they would outlive the request in the JVM's string table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Json() {}

    /**
     * Parses {@code text[start, end)}; byte offsets are told from {@code start}. The text must be well-formed UTF-8 by
     * {@link Utf8}: the parser itself lets pass what it skips.
     */
    public static JsonParser parser(byte[] text, int start, int end) throws IOException {
        return FACTORY.createParser(text, start, end - start);
    }
}
