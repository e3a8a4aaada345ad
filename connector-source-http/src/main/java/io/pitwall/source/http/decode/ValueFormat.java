package io.pitwall.source.http.decode;

/** What the value of a record is. */
public enum ValueFormat {
    /** A {@code Map}, for transforms and for converters such as {@code JsonConverter}. */
    OBJECT,
    /** The text of the record as UTF-8 bytes, for {@code ByteArrayConverter}. */
    JSON
}
