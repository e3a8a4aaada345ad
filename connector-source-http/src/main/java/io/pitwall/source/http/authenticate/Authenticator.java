package io.pitwall.source.http.authenticate;

/** Says who a request is from. Thread-safe; never blocks. Opened by {@link AuthSettings#open}. */
public interface Authenticator extends AutoCloseable {

    Verdict authenticate(RequestHead head);

    /** Ends what goes on beside the requests; those under way may still be judged. */
    @Override
    default void close() {}
}
