package io.pitwall.pack.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command {@code curl} of this machine. */
final class Curl {

    static final String ABSENT = "curl is not installed, or not found in PATH.";

    private static final int MAX_SECONDS = 40;

    private Curl() {}

    static boolean isPresent() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    }

    /**
     * An answer as {@code curl} saw it.
     *
     * @param version of HTTP: 1.1 or 2
     */
    record Answer(int status, String version, String body) {}

    /** Runs it with these arguments on a body that it reads from a file, or as it needs it from {@code @-}. */
    static Answer run(URI uri, byte[] input, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "--silent",
                "--show-error",
                "--max-time",
                Integer.toString(MAX_SECONDS),
                "--write-out",
                "\\n%{http_code} %{http_version}"));
        command.addAll(arguments);
        command.add(uri.toString());
        try {
            Path body = Files.createTempFile("pitwall-curl-", ".body");
            try {
                Files.write(body, input);
                return answer(new ProcessBuilder(command)
                        .redirectInput(body.toFile())
                        .redirectErrorStream(true)
                        .start());
            } finally {
                Files.deleteIfExists(body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run `" + String.join(" ", command) + "`", e);
        }
    }

    private static Answer answer(Process curl) throws IOException {
        String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!curl.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
                curl.destroyForcibly();
                throw new IllegalStateException("curl did not end; it said: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for curl", e);
        }
        if (curl.exitValue() != 0) {
            throw new IllegalStateException("curl ended with code " + curl.exitValue() + " and said: " + said);
        }
        int lastLine = said.lastIndexOf('\n');
        int space = said.lastIndexOf(' ');
        return new Answer(
                Integer.parseInt(said.substring(lastLine + 1, space)),
                said.substring(space + 1),
                said.substring(0, lastLine));
    }
}
