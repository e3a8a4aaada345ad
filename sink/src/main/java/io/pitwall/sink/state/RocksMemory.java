package io.pitwall.sink.state;

import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
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

    /** The rest of the state memory is the heap's: windows live there, RocksDB is only written and, on restore, scanned. */
    private static final int SHARE_OF_STATE_MEMORY = 4;

    private static final long MIN_CACHE_BYTES = 8L << 20;
    private static final long WRITE_BUFFER_BYTES = 8L << 20;
    private static final int WRITE_BUFFERS = 2;
    private static final int MAX_OPEN_FILES = 64;
    private static final double BLOOM_BITS_PER_KEY = 10;

    private static @Nullable RocksMemory shared;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter bloomFilter;

    private RocksMemory(long cacheBytes) {
        cache = new LRUCache(cacheBytes);
        writeBuffers = new WriteBufferManager(cacheBytes / 2, cache);
        bloomFilter = new BloomFilter(BLOOM_BITS_PER_KEY);
    }

    /** The memory of this JVM, sized by whoever asks first. */
    static synchronized RocksMemory shared(long stateMemoryBytes) {
        RocksMemory memory = shared;
        if (memory == null) {
            RocksDB.loadLibrary();
            memory = new RocksMemory(Math.max(MIN_CACHE_BYTES, stateMemoryBytes / SHARE_OF_STATE_MEMORY));
            shared = memory;
        }
        return memory;
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
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setFilterPolicy(bloomFilter));
    }
}
