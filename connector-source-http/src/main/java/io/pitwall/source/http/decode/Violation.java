package io.pitwall.source.http.decode;

/**
 * One thing that is wrong with a body. Tells where, never what the body says there.
 *
 * @param index zero-based position, among the records of the body, of the record at fault or about to be read
 * @param pointer JSON pointer to the place: from the root of its JSON value, for a key field from its record
 */
public record Violation(int index, String pointer, String detail) {}
