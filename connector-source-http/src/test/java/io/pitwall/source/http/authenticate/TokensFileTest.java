package io.pitwall.source.http.authenticate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import org.apache.kafka.common.config.ConfigException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokensFileTest {

    @TempDir
    private Path directory;

    private Path path;
    private long writes;

    @BeforeEach
    void writeTheFirstTokens() throws IOException {
        path = directory.resolve("tokens");
        write(line("ali", "first"));
    }

    private static String line(String name, String token) {
        return name + ":" + HexFormat.of().formatHex(Sha256.of(token.getBytes(UTF_8))) + "\n";
    }

    private void write(String content) throws IOException {
        Files.writeString(path, content);
        // Later than the one before, however coarse the clock of the file system.
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_700_000_000_000L + 1_000 * ++writes));
    }

    private static boolean isKnown(TokensFile file, String token) {
        return file.tokens().clientOf(token).isPresent();
    }

    @Test
    void aTokenThatIsAddedIsKnownAndOneThatIsRemovedIsNot() throws IOException {
        TokensFile file = new TokensFile(path);
        write(line("ali", "later"));
        file.reloadIfChanged();

        assertThat(isKnown(file, "later")).isTrue();
        assertThat(isKnown(file, "first")).isFalse();
    }

    @Test
    void aFileThatIsReplacedByOneOfTheSameAgeAndLengthIsReadAgain() throws IOException {
        TokensFile file = new TokensFile(path);
        Path replacement = directory.resolve("replacement");
        Files.writeString(replacement, line("ali", "later"));
        Files.setLastModifiedTime(replacement, Files.getLastModifiedTime(path));
        Files.move(replacement, path, StandardCopyOption.REPLACE_EXISTING);
        file.reloadIfChanged();

        assertThat(isKnown(file, "later")).isTrue();
    }

    @Test
    void aFileThatHasNotChangedIsNotReadAgain() {
        TokensFile file = new TokensFile(path);
        TokenTable before = file.tokens();
        file.reloadIfChanged();

        assertThat(file.tokens()).isSameAs(before);
    }

    @Test
    void aBrokenFileChangesNothingUntilItIsMended() throws IOException {
        TokensFile file = new TokensFile(path);
        write(line("ali", "later") + "baba:what");
        file.reloadIfChanged();

        assertThat(isKnown(file, "first")).isTrue();
        assertThat(isKnown(file, "later")).isFalse();

        write(line("ali", "later"));
        file.reloadIfChanged();

        assertThat(isKnown(file, "later")).isTrue();
    }

    @Test
    void aFileThatVanishesChangesNothingUntilItIsBack() throws IOException {
        TokensFile file = new TokensFile(path);
        Files.delete(path);
        file.reloadIfChanged();

        assertThat(isKnown(file, "first")).isTrue();

        write(line("ali", "later"));
        file.reloadIfChanged();

        assertThat(isKnown(file, "later")).isTrue();
    }

    @Test
    void aMissingFileIsRefusedAtTheStart() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> new TokensFile(missing))
                .isInstanceOf(ConfigException.class)
                .hasMessage("auth.bearer.tokens.file cannot be used. Expected a file at " + missing + "; found none.");
    }

    @Test
    void aDirectoryIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new TokensFile(directory))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Expected a file that can be read at " + directory);
    }

    @Test
    void aBrokenFileIsRefusedAtTheStartWithoutItsContent() throws IOException {
        write(line("ali", "first") + "baba:s3cret");

        assertThatThrownBy(() -> new TokensFile(path))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(path + ": Expected name:sha256 in line 2")
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("baba");
    }

    @Test
    void aFileThatIsNotUtf8IsRefusedAtTheStart() throws IOException {
        Files.write(path, "grün:s3cret".getBytes(ISO_8859_1));

        assertThatThrownBy(() -> new TokensFile(path))
                .isInstanceOf(ConfigException.class)
                .hasMessage("auth.bearer.tokens.file cannot be used. Expected UTF-8 text in " + path
                        + "; found other bytes.");
    }

    @Test
    void aWatchedFileIsReadAgainByItselfUntilItIsClosed() throws IOException {
        try (TokensFile file = TokensFile.watched(path)) {
            write(line("ali", "later"));

            Awaitility.await().until(() -> isKnown(file, "later"));
        }
        Awaitility.await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("pitwall-tokens-tokens")));
    }
}
