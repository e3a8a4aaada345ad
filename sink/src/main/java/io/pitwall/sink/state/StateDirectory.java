package io.pitwall.sink.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to state directories as files: made, thrown away, moved aside. */
final class StateDirectory {

    private static final Logger log = LoggerFactory.getLogger(StateDirectory.class);
    private static final AtomicLong DAMAGED = new AtomicLong();

    private StateDirectory() {}

    static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new LocalStateException(
                    "Cannot create the state directory " + directory
                            + "; let state.dir name one the worker may write to",
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
                Files.delete(path);
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
            Files.move(directory, aside);
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

    /** How many directories this JVM has found damaged. */
    static long damagedCount() {
        return DAMAGED.get();
    }
}
