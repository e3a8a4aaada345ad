package io.pitwall.sink.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to state directories as files: made, thrown away, moved aside. */
final class StateDirectory {

    /** Less would be used up by the two write buffers of one shard. */
    static final long MIN_FREE_BYTES = 32L << 20;

    private static final Logger log = LoggerFactory.getLogger(StateDirectory.class);
    private static final AtomicLong DAMAGED = new AtomicLong();
    private static final Pattern STAND_IN = Pattern.compile("(.+)\\.(\\d+)");

    private StateDirectory() {}

    /** @throws LocalStateException where a shard would fill the disk before it has begun */
    static void requireSpace(Path directory) {
        create(directory);
        long free;
        try {
            FileStore disk = Files.getFileStore(directory);
            free = disk.getUsableSpace();
        } catch (IOException e) {
            throw new LocalStateException("Cannot tell how much room is left for state in " + directory, e);
        }
        if (free < MIN_FREE_BYTES) {
            throw new LocalStateException("Expected at least " + (MIN_FREE_BYTES >> 20)
                    + " MiB of free disk for state in " + directory + ", found " + (free >> 20)
                    + " MiB; results pause until there is room, or state.dir names another place");
        }
    }

    static void create(Path directory) {
        try {
            // A link to a directory is one, too.
            if (Files.exists(directory) && !Files.isDirectory(directory)) {
                moveAside(directory, new IOException(directory.getFileName() + " is no directory"));
            }
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new LocalStateException(
                    "Cannot create the state directory " + directory + " (" + e
                            + "); let state.dir name one the worker may write to",
                    e);
        }
    }

    static void discard(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new LocalStateException("Cannot delete the outdated state directory " + directory, e);
        }
    }

    /** Keeps the damaged files for whoever wants to look, the latest ones only. */
    static void moveAside(Path directory, Exception damage) {
        Path aside = directory.resolveSibling(directory.getFileName() + ".damaged");
        discard(aside);
        try {
            // Somebody may have deleted it under our feet.
            if (Files.exists(directory)) {
                Files.move(directory, aside);
            }
        } catch (IOException e) {
            throw new LocalStateException("Cannot move the damaged state directory " + directory + " aside", e);
        }
        log.warn(
                "Local state in {} is damaged and was moved to {} ({} since this worker started); the changelog will"
                        + " restore it",
                directory,
                aside.getFileName(),
                DAMAGED.incrementAndGet(),
                damage);
    }

    /** The directory that this process uses while another one holds the shard's own. */
    static Path standIn(Path directory) {
        return directory.resolveSibling(
                directory.getFileName() + "." + ProcessHandle.current().pid());
    }

    /** Deletes what processes that are gone have used while the directory was not theirs. */
    static void discardStandIns(Path directory) {
        Path parent = directory.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return;
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            for (Path sibling :
                    siblings.filter(path -> isStandIn(path, directory)).toList()) {
                discardIfUnlocked(sibling);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("Cannot look for directories in {} that stood in for {}", parent, directory.getFileName(), e);
        }
    }

    /** Not ours: closing a file that this process has locked, as we would to look, ends the lock. */
    private static boolean isStandIn(Path path, Path directory) {
        Matcher name = STAND_IN.matcher(path.getFileName().toString());
        return name.matches()
                && name.group(1).equals(directory.getFileName().toString())
                && !name.group(2).equals(Long.toString(ProcessHandle.current().pid()));
    }

    /** RocksDB locks this file for as long as a process has the directory open. */
    private static void discardIfUnlocked(Path standIn) throws IOException {
        try (FileChannel file =
                        FileChannel.open(standIn.resolve("LOCK"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock != null) {
                discard(standIn);
                log.info("Deleted {}, which stood in for a state directory of a process that is gone", standIn);
            }
        }
    }

    /** How many directories this JVM has found damaged. */
    static long damagedCount() {
        return DAMAGED.get();
    }
}
