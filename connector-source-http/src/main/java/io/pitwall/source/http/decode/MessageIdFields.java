package io.pitwall.source.http.decode;

/**
 * The fields that make up a {@link MessageId}.
 *
 * @param scopeField empty: one scope for all
 */
public record MessageIdFields(String scopeField, String idField) {}
