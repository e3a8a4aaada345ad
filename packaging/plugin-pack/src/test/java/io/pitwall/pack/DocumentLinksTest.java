package io.pitwall.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DocumentLinksTest {
    private static final Path ROOT = Path.of(System.getProperty("pitwall.root"));
    private static final Pattern LINK_TO_A_FILE = Pattern.compile("]\\((?!https?:|#)([^)#]+)");

    @Test
    void everyLinkBetweenDocumentsLeadsSomewhere() throws IOException {
        List<String> deadLinks = new ArrayList<>();
        List<Path> documents = documents();
        for (Path document : documents) {
            Matcher link = LINK_TO_A_FILE.matcher(Files.readString(document));
            while (link.find()) {
                if (!Files.exists(document.resolveSibling(link.group(1)))) {
                    deadLinks.add(ROOT.relativize(document) + " -> " + link.group(1));
                }
            }
        }

        assertThat(documents).hasSizeGreaterThan(5);
        assertThat(deadLinks).isEmpty();
    }

    @Test
    void theIndexListsEveryDocument() throws IOException {
        Path docs = ROOT.resolve("docs");
        String index = Files.readString(docs.resolve("README.md"));

        assertThat(documents())
                .filteredOn(document -> document.startsWith(docs) && !document.endsWith("README.md"))
                .isNotEmpty()
                .allSatisfy(document -> assertThat(index).contains("](" + docs.relativize(document) + ")"));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }
}
