package io.pitwall.source.http.authenticate;

/**
 * Whom limits and idempotency keys are counted for.
 *
 * @param name who the credential belongs to, or the remote address where nobody has to show one
 * @param isAuthenticated whether the name is proven
 */
public record Client(String name, boolean isAuthenticated) {}
