package io.pitwall.source.http.decode;

/** A field that comes from the request's head, such as a path parameter; its value is a text. */
public record RequestColumn(String name, String value) {}
