package io.pitwall.sink.state;

import java.nio.file.Path;

/** Keeps the state caches of a worker, by directory. */
interface StateCaches {

    /**
     * Makes sure that a cache can be had there at all, before anything is taken that would have to be given back.
     *
     * @throws LocalStateException where there is no room
     */
    void prepare(Path directory);

    /** Opens the cache in a directory, or begins one. */
    StateCache open(Path directory);

    /** Begins the cache in a directory anew; nobody has it open. */
    StateCache openEmpty(Path directory);
}
