package io.pitwall.source.http.authenticate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, read again on a thread of its own when the file changes. A file that cannot be read, or not to the
 * end, changes nothing: the tokens before it stay.
 */
final class TokensFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TokensFile.class);

    private static final long LOOK_INTERVAL_MS = 1_000;

    /** What tells one content of a file from the next; the key, because a secret that is mounted changes as a whole. */
    private record Stamp(FileTime modified, long bytes, Optional<Object> fileKey) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey()));
        }
    }

    private final Path file;
    private volatile TokenTable tokens;

    /** Of the content that {@link #tokens} holds. With the problem, used by one thread at a time. */
    private Stamp stamp;

    /** Why the newest content could not be taken, as it was logged; empty where it was. */
    private String problem = "";

    private @Nullable ScheduledExecutorService watcher;

    /** @throws ConfigException where the file cannot be read to the end */
    TokensFile(Path file) {
        this.file = file;
        try {
            // Before the content: a change between the two is found at the next look.
            this.stamp = Stamp.of(file);
            this.tokens = read();
        } catch (IOException | ConfigException e) {
            throw new ConfigException("auth.bearer.tokens.file cannot be used. " + describe(e));
        }
    }

    /** Reads the file, and watches it until {@link #close}. */
    static TokensFile watched(Path file) {
        TokensFile opened = new TokensFile(file);
        opened.watch();
        return opened;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // reloadIfChanged reports its failures itself
    private void watch() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "pitwall-tokens-" + file.getFileName());
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(
                this::reloadIfChanged, LOOK_INTERVAL_MS, LOOK_INTERVAL_MS, TimeUnit.MILLISECONDS);
        watcher = executor;
    }

    TokenTable tokens() {
        return tokens;
    }

    void reloadIfChanged() {
        try {
            Stamp now = Stamp.of(file);
            if (!now.equals(stamp) || !problem.isEmpty()) {
                tokens = read();
                stamp = now;
                problem = "";
                log.info("Read {} tokens from {}.", tokens.size(), file);
            }
        } catch (IOException | RuntimeException e) {
            complainOnce(describe(e));
        }
    }

    private void complainOnce(String found) {
        if (!found.equals(problem)) {
            problem = found;
            log.error("auth.bearer.tokens.file has changed and cannot be used; the tokens before it stay. {}", found);
        }
    }

    private TokenTable read() throws IOException {
        return TokenTable.parse(Files.readAllLines(file));
    }

    private String describe(Exception e) {
        if (e instanceof ConfigException) {
            // From the table, which never quotes the content.
            return file + ": " + e.getMessage();
        }
        if (e instanceof NoSuchFileException) {
            return "Expected a file at " + file + "; found none.";
        }
        if (e instanceof CharacterCodingException) {
            return "Expected UTF-8 text in " + file + "; found other bytes.";
        }
        return "Expected a file that can be read at " + file + "; found "
                + e.getClass().getSimpleName() + ".";
    }

    @Override
    public void close() {
        if (watcher != null) {
            // Not interrupted: a look under way would take that for a file it cannot read.
            watcher.shutdown();
        }
    }
}
