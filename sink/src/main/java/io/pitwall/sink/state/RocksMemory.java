package io.pitwall.sink.state;

import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory that every store of this JVM shares: blocks, index, filters and write buffers count against one cache.
 *
 * <p>Lives as long as the JVM: closing it under an open store would crash the process.
 */
final class RocksMemory {

    private static final long WRITE_BUFFER_BYTES = 8L << 20;
    private static final int WRITE_BUFFERS = 2;
    /** Few shards, each of which can keep more than a few blocks of a small cache. */
    private static final int CACHE_SHARD_BITS = 2;

    /** Of the cache, what blocks of rows cannot drive out: indexes and filters. */
    private static final double PART_FOR_METADATA = 0.5;

    private static final int MAX_OPEN_FILES = 64;
    private static final double BLOOM_BITS_PER_KEY = 10;

    private static @Nullable RocksMemory shared;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter bloomFilter;

    private RocksMemory(long cacheBytes) {
        cache = new LRUCache(cacheBytes, CACHE_SHARD_BITS, false, PART_FOR_METADATA);
        writeBuffers = new WriteBufferManager(cacheBytes / 2, cache);
        bloomFilter = new BloomFilter(BLOOM_BITS_PER_KEY);
    }

    /** The memory of this JVM, sized by whoever asks first. */
    static synchronized RocksMemory shared(long stateMemoryBytes) {
        RocksMemory memory = shared;
        if (memory == null) {
            RocksDB.loadLibrary();
            memory = new RocksMemory(StateMemory.bytesForRocks(stateMemoryBytes));
            shared = memory;
        }
        return memory;
    }

    /** What is in the cache, write buffers included. */
    long usedBytes() {
        return cache.getUsage();
    }

    /** Options of one store; the caller closes them after it. */
    Options newOptions() {
        return new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxWriteBufferNumber(WRITE_BUFFERS)
                .setWriteBufferManager(writeBuffers)
                .setMaxOpenFiles(MAX_OPEN_FILES)
                // A restore spends most of its time on compression otherwise; what stays is compressed when it sinks.
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setBottommostCompressionType(CompressionType.LZ4_COMPRESSION)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(1)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        // In small pieces: whole, the index of a file is larger than what a small cache can keep, and
                        // would
                        // be read anew for every row.
                        .setIndexType(IndexType.kTwoLevelIndexSearch)
                        .setPartitionFilters(true)
                        .setPinTopLevelIndexAndFilter(true)
                        .setFilterPolicy(bloomFilter));
    }
}
