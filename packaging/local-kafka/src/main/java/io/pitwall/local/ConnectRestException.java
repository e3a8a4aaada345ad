package io.pitwall.local;

/** A request the worker refused, with what it answered. */
final class ConnectRestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ConnectRestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
