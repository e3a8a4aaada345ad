package io.pitwall.sink.windowing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/windows.md holds: its timelines are stories that are told, and each rule of its tables is shown by one. */
final class WindowsDocumentTest {

    private static final Path ROOT = Path.of(System.getProperty("pitwall.root"));
    private static final Pattern SHOWN_BY = Pattern.compile("\\[[^]]+]\\(#([a-z0-9-]+)\\)|`(\\w+)\\.(\\w+)`");

    /** The timelines under each heading, by the anchor of the heading. */
    private static Map<String, List<List<String>>> timelines() throws IOException {
        Map<String, List<List<String>>> timelines = new LinkedHashMap<>();
        String anchor = "";
        @Nullable List<String> open = null;
        for (String line : document()) {
            if (open != null && line.equals("```")) {
                timelines.computeIfAbsent(anchor, unseen -> new ArrayList<>()).add(open);
                open = null;
            } else if (open != null) {
                open.add(line);
            } else if (line.equals("```timeline")) {
                open = new ArrayList<>();
            } else if (line.startsWith("#")) {
                anchor = line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-');
            }
        }
        return timelines;
    }

    private static List<String> document() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/windows.md"));
    }

    static Stream<Arguments> stories() throws IOException {
        return timelines().entrySet().stream()
                .flatMap(section -> section.getValue().stream().map(lines -> Arguments.of(section.getKey(), lines)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void aTimelineIsWhatHappens(String heading, List<String> lines) {
        new DrawnStory(lines).tell();
    }

    @Test
    void eachRuleOfTheTablesIsShownByATimelineOrATest() throws IOException {
        Map<String, List<List<String>>> timelines = timelines();
        List<String> unshown = new ArrayList<>();
        int rules = 0;
        boolean areRules = false;
        for (String row : document()) {
            boolean isHead = row.endsWith("| shown by |");
            areRules = row.startsWith("|") && (areRules || isHead);
            if (areRules && !isHead && !row.startsWith("|---")) {
                rules++;
                if (!isShown(row.substring(row.lastIndexOf('|', row.length() - 2)), timelines)) {
                    unshown.add(row);
                }
            }
        }

        assertThat(rules).isGreaterThan(20);
        assertThat(unshown).isEmpty();
    }

    private static boolean isShown(String lastCell, Map<String, List<List<String>>> timelines) throws IOException {
        Matcher shownBy = SHOWN_BY.matcher(lastCell);
        int found = 0;
        while (shownBy.find()) {
            found++;
            boolean isThere = shownBy.group(1) != null
                    ? timelines.containsKey(shownBy.group(1))
                    : isTest(shownBy.group(2), shownBy.group(3));
            if (!isThere) {
                return false;
            }
        }
        return found > 0;
    }

    private static boolean isTest(String className, String method) throws IOException {
        try (Stream<Path> sources = Files.walk(ROOT.resolve("sink/src/test/java"))) {
            Optional<Path> source =
                    sources.filter(file -> file.endsWith(className + ".java")).findFirst();
            return source.isPresent() && Files.readString(source.get()).contains(" void " + method + "(");
        }
    }
}
