package io.pitwall.source.http.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bodies that real phones sent. */
final class RecordedPushTest {

    private static final Path RECORDINGS =
            Path.of(System.getProperty("pitwall.root", "..")).resolve("../shared/data/phone");

    private final RecordSettings push =
            Bodies.settings("/payload", Set.of("deviceId", "sessionId", "messageId"), Optional.of("deviceId"));

    @Test
    void theBodyOfTwoPhonesBecomesARowPerSample() throws Exception {
        List<Row> rows = decode("push_android_ios_mixed.json");

        assertThat(rows).hasSizeGreaterThan(10).allSatisfy(row -> {
            assertThat(row.key()).isEqualTo("62be-97-4f-a7-e06b");
            assertThat(Bodies.fields(row)).containsEntry("messageId", 46L).containsKeys("name", "time", "values");
        });
        assertThat(Bodies.fields(rows.get(0))).containsEntry("time", 1_675_646_835_546_228_200L);
    }

    @Test
    void aBodyWithoutASessionBecomesRowsWithoutASession() throws Exception {
        assertThat(decode("push_iphone_uncalibrated.json")).hasSize(2).allSatisfy(row -> {
            assertThat(row.key()).isEqualTo("bdc48106-c638-4314-90e6-968e544894a5");
            assertThat(Bodies.fields(row)).doesNotContainKey("sessionId");
            assertThat(Bodies.fields(row).get("values"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsKeys("x", "y", "z");
        });
    }

    @Test
    void theTestButtonBecomesARowWithAnArrayForValues() throws Exception {
        assertThat(decode("push_test_button.json")).singleElement().satisfies(row -> assertThat(Bodies.fields(row))
                .containsAllEntriesOf(Map.of("name", "test", "time", 0L, "values", List.of())));
    }

    private List<Row> decode(String recording) throws IOException, RefusedBodyException {
        Path file = RECORDINGS.resolve(recording);
        assumeTrue(Files.exists(file), () -> "No recorded data at " + file + "; see docs of ../shared/data");
        return Bodies.decode(push, BodyFormat.JSON, Files.readAllBytes(file));
    }
}
