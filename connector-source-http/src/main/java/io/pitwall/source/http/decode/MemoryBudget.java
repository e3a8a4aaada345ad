package io.pitwall.source.http.decode;

/** Where a body asks for the bytes it is about to hold. Once its request has ended, refuses to grow and ignores what shrinks. */
public interface MemoryBudget {

    /** All or nothing. */
    boolean tryGrow(long moreBytes);

    void shrink(long bytes);
}
