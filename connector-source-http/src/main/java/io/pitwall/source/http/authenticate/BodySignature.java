package io.pitwall.source.http.authenticate;

/** The check of one body against the signature its head carries. Not thread-safe. */
public interface BodySignature {

    /** The next bytes {@code [offset, offset + length)} of the body as received, before any decompression. */
    void update(byte[] chunk, int offset, int length);

    /** Whether all the updates together are what was signed; to be asked once, at the end of the body. */
    boolean isValid();
}
