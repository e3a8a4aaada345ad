package io.pitwall.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is promised is tested: every promise of {@code docs/guarantees.md} names tests, and the tests exist. */
final class GuaranteesTest {
    private static final Path DOCUMENT =
            Path.of(System.getProperty("pitwall.root")).resolve("docs/guarantees.md");
    /** As in {@code [`SomeTest.someRule`](../path/SomeTest.java)}. */
    private static final Pattern TEST = Pattern.compile("\\[`(\\w+)\\.(\\w+)`]\\(([^)]+)\\)");

    @Test
    void everyPromiseNamesATest() throws IOException {
        List<String> promises = promises();

        assertThat(promises).hasSizeGreaterThan(10).allMatch(promise -> TEST.matcher(promise)
                .find());
    }

    @Test
    void everyNamedTestIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher test = TEST.matcher(Files.readString(DOCUMENT));
        while (test.find()) {
            Path source = DOCUMENT.resolveSibling(test.group(3));
            boolean isThere = source.endsWith(test.group(1) + ".java") && hasTest(source, test.group(2));
            if (!isThere) {
                missing.add(test.group());
            }
        }

        assertThat(missing).isEmpty();
    }

    /** The items of all sections that promise something. */
    private static List<String> promises() throws IOException {
        List<String> promises = new ArrayList<>();
        boolean isPromising = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("## ")) {
                isPromising = line.startsWith("## Promised");
            } else if (isPromising && line.startsWith("- ")) {
                promises.add(line);
            }
        }
        return promises;
    }

    /** A method that JUnit runs: an annotation of JUnit's stands right before it, perhaps with others in between. */
    private static boolean hasTest(Path source, String method) throws IOException {
        Pattern declaration =
                Pattern.compile("@(Test|ParameterizedTest)\\b[^;{}]*(\\{[^;{}]*}[^;{}]*)?\\bvoid " + method + "\\(");
        return Files.exists(source)
                && declaration.matcher(Files.readString(source)).find();
    }
}
