package io.pitwall.sink.shard;

/**
 * How much state a shard has, as of its last commit.
 *
 * @param keys live keys
 * @param rows state rows that a restore would read
 * @param localBytes what its local copy takes in files and write buffers, outdated versions of rows included
 * @param memory what of it is in memory
 */
public record StateSize(long keys, long rows, long localBytes, ShardMemory memory) {

    static final StateSize NONE = new StateSize(0, 0, 0, new ShardMemory(0, 0, 0, 0));
}
