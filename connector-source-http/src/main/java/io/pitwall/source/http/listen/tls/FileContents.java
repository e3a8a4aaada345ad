package io.pitwall.source.http.listen.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/** What the files held when they were read. Compared by content: times of change lie on mounted secrets. */
record FileContents(Map<Path, ByteBuffer> byPath) {

    static FileContents read(List<Path> paths) {
        Map<Path, ByteBuffer> byPath = new HashMap<>();
        for (Path path : paths) {
            try {
                byPath.put(path, ByteBuffer.wrap(Files.readAllBytes(path)));
            } catch (NoSuchFileException e) {
                throw new ConnectException("Expected a file at " + path + " for TLS; found none. "
                        + "It must exist on every worker that may run a task of this connector.");
            } catch (IOException e) {
                throw new ConnectException("Cannot read " + path + " for TLS (" + e + "); check who may read it.", e);
            }
        }
        return new FileContents(Map.copyOf(byPath));
    }

    byte[] of(Path path) {
        ByteBuffer content = byPath.get(path);
        if (content == null) {
            throw new IllegalArgumentException("Not among the files that were read: " + path);
        }
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    /** The contents are secrets. */
    @Override
    public String toString() {
        return byPath.keySet().toString();
    }
}
