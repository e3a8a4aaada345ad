package io.pitwall.sink.state;

/** A place among the rows of a {@link StateCache}, which goes forward in unsigned order of keys. */
interface RowCursor extends AutoCloseable {

    /** Whether it is at a row, and not behind the last. */
    boolean isAtRow();

    byte[] key();

    byte[] value();

    void next();

    @Override
    void close();
}
