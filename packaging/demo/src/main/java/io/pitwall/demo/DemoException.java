package io.pitwall.demo;

/** Something the user can put right; the message is the whole sentence to show. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }
}
