package io.pitwall.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs docs/transforms.md: each example is a properties block and two JSON blocks, before and after. */
class DocumentedExamplesTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(properties|json)\\n(.*?)^```$");

    record Example(String config, String before, String after) {}

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleGivesWhatItPromises(Example example) throws IOException {
        SinkRecord before = Rows.json(example.before);
        SinkRecord after = Rows.apply(transform(example.config), before);
        Map<String, Object> promised = Rows.map(example.after);
        switch (promised.keySet().toString()) {
            case "[key]" -> assertThat(Map.of("key", after.key())).isEqualTo(promised);
            case "[timestamp]" ->
                assertThat(Map.of("timestamp", after.timestamp())).isEqualTo(promised);
            default -> assertThat(Rows.valueAsJson(after)).isEqualTo(Rows.valueAsJson(Rows.value(null, promised)));
        }
    }

    @Test
    void everyKeyOfEveryTransformIsDocumented() throws IOException {
        String document = document();
        for (ConfigDef config : List.of(Flatten.CONFIG, Select.CONFIG, KeyBy.CONFIG, EventTime.CONFIG)) {
            assertThat(config.names()).allSatisfy(key -> assertThat(document).contains("`" + key + "`"));
        }
    }

    static List<Example> examples() throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(document());
        while (matcher.find()) {
            blocks.add(matcher.group(2));
        }
        assertThat(blocks).isNotEmpty();
        assertThat(blocks.size() % 3).as("blocks without their example").isZero();
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i += 3) {
            examples.add(new Example(blocks.get(i), blocks.get(i + 1), blocks.get(i + 2)));
        }
        return examples;
    }

    private static String document() throws IOException {
        return Files.readString(Path.of(System.getProperty("pitwall.root", ".."), "docs/transforms.md"));
    }

    /** As a worker would make it of these properties. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // what a service loader gives has no type arguments
    private static Transformation<SinkRecord> transform(String config) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(config));
        String prefix = "transforms." + properties.getProperty("transforms") + ".";
        Map<String, String> own = new LinkedHashMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                own.put(key.substring(prefix.length()), properties.getProperty(key));
            }
        }
        Transformation<SinkRecord> transform = ServiceLoader.load(Transformation.class).stream()
                .filter(provider -> provider.type().getName().equals(own.get("type")))
                .findFirst()
                .orElseThrow()
                .get();
        transform.configure(own);
        return transform;
    }
}
