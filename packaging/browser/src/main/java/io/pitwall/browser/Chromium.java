package io.pitwall.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium without a window, with a profile of its own, as long as it is open. */
public final class Chromium implements AutoCloseable {

    public static final String ABSENT = "Neither chromium, chromium-browser nor google-chrome is on the PATH, "
            + "and the system property pitwall.browser names none.";

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");

    /** Without the sandbox, because it does not start as root, and only pages of our own are opened. */
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--remote-debugging-port=0");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path profile;
    private final Process process;
    private final Thread killer;
    private final URI address;

    private Chromium(Path executable, List<String> flags) throws IOException {
        profile = Files.createTempDirectory("pitwall-chromium-");
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(List.of("--user-data-dir=" + profile, "about:blank"));
        process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        killer = new Thread(process::destroyForcibly, "kill-chromium");
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            address = URI.create(address());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Whether there is a browser to start. */
    public static boolean isInstalled() {
        return executable().isPresent();
    }

    /** @param flags of the command line, beside those that every test wants */
    public static Chromium start(String... flags) {
        Path executable = executable().orElseThrow(() -> new IllegalStateException(ABSENT));
        try {
            return new Chromium(executable, List.of(flags));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + executable + ".", e);
        }
    }

    private static Optional<Path> executable() {
        String told = System.getProperty("pitwall.browser", "");
        Stream<Path> candidates = told.isEmpty()
                ? Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                : Stream.of(Path.of(told));
        return candidates.filter(Files::isExecutable).findFirst();
    }

    /** Opens the address in a tab of its own, and returns when it is loaded. */
    public Page open(URI page) {
        return Page.load(new DevTools(http, newTab()), page);
    }

    private URI newTab() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + address.getHost() + ":" + address.getPort() + "/json/new?about:blank"))
                .PUT(BodyPublishers.noBody())
                .build();
        String tab = DevTools.await("to open a tab", http.sendAsync(request, BodyHandlers.ofString()))
                .body();
        try {
            return URI.create(new ObjectMapper()
                    .readTree(tab)
                    .required("webSocketDebuggerUrl")
                    .asText());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Chromium's description of a new tab is no JSON: " + tab, e);
        }
    }

    /** Where the browser says it can be driven; from then on, what it says is read and dropped. */
    private String address() {
        CompletableFuture<String> address = new CompletableFuture<>();
        StringBuilder said = new StringBuilder();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines = process.errorReader()) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            Matcher matcher = ADDRESS.matcher(line);
                            if (matcher.find()) {
                                address.complete(matcher.group(1));
                            } else if (!address.isDone()) {
                                said.append(line).append(System.lineSeparator());
                            }
                        }
                        address.completeExceptionally(new IllegalStateException("It ended, saying: " + said));
                    } catch (IOException e) {
                        address.completeExceptionally(e);
                    }
                },
                "chromium-says");
        reader.setDaemon(true);
        reader.start();
        return DevTools.await("to start", address);
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(ended -> DevTools.await("to end", ended.onExit()));
        Runtime.getRuntime().removeShutdownHook(killer);
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + profile + ".", e);
        }
    }
}
