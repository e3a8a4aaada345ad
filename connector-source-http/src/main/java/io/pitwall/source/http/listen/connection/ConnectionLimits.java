package io.pitwall.source.http.listen.connection;

/**
 * What one listener grants its connections.
 *
 * @param maxConnections open at the same time; more are closed as soon as they are accepted
 * @param headTimeoutMs from the opening of a connection, or the first byte of a later request, to the end of the head
 * @param idleTimeoutMs silence after which a connection that waits for no answer is closed
 */
public record ConnectionLimits(int maxConnections, long headTimeoutMs, long idleTimeoutMs) {

    /** Line with method and path of an HTTP/1.1 request; beyond it 414. */
    public static final int MAX_INITIAL_LINE_BYTES = 4_096;

    /** All header lines of a request together; beyond it 431. */
    public static final int MAX_HEADER_BYTES = 8_192;
}
