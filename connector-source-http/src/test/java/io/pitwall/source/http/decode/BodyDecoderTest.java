package io.pitwall.source.http.decode;

import static io.pitwall.source.http.decode.Bodies.fields;
import static io.pitwall.source.http.decode.Bodies.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyDecoderTest {

    private static final RecordSettings WHOLE_BODY = settings("", Set.of(), Optional.of("id"));
    private static final RecordSettings PUSH =
            settings("/payload", Set.of("deviceId", "sessionId"), Optional.of("deviceId"));

    @Test
    void anObjectIsOneRecord() throws Exception {
        List<Row> rows = decode(WHOLE_BODY, "{\"id\":\"a\",\"x\":1,\"y\":0.5,\"ok\":true,\"none\":null}");

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.key()).isEqualTo("a");
            assertThat(fields(row))
                    .containsEntry("x", 1L)
                    .containsEntry("y", 0.5)
                    .containsEntry("ok", true)
                    .containsEntry("none", null);
            assertThat(fields(row).keySet()).containsExactly("id", "x", "y", "ok", "none");
        });
    }

    @Test
    void anArrayIsSplitIntoItsItems() throws Exception {
        assertThat(decode(WHOLE_BODY, "[{\"id\":\"a\"},{\"id\":\"b\"}]"))
                .extracting(Row::key)
                .containsExactly("a", "b");
    }

    @Test
    void anEmptyArrayIsNoRecord() throws Exception {
        assertThat(decode(WHOLE_BODY, "[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t"})
    void nothingIsNoRecord(String body) throws Exception {
        assertThat(decode(WHOLE_BODY, body)).isEmpty();
        assertThat(decode(PUSH, body)).isEmpty();
    }

    @Test
    void theLinesOfNdjsonAreRecords() throws Exception {
        List<Row> rows = Bodies.decode(WHOLE_BODY, BodyFormat.NDJSON, "{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n");

        assertThat(rows).extracting(Row::key).containsExactly("a", "b");
    }

    @Test
    void aSecondValueInAJsonBodyIsRefused() {
        assertThat(violations(WHOLE_BODY, "{\"id\":\"a\"}{\"id\":\"b\"}"))
                .extracting(Violation::detail)
                .allMatch(detail -> detail.startsWith("Expected one JSON value;"));
    }

    @Test
    void envelopeFieldsBeforeAndAfterTheArrayAreCopiedIntoEveryRecord() throws Exception {
        List<Row> rows = decode(
                PUSH, "{\"deviceId\":\"d\",\"messageId\":7,\"payload\":[{\"x\":1},{\"x\":2}],\"sessionId\":\"s\"}");

        assertThat(rows).extracting(Row::key).containsExactly("d", "d");
        assertThat(rows)
                .extracting(Bodies::fields)
                .containsExactly(
                        Map.of("x", 1L, "deviceId", "d", "sessionId", "s"),
                        Map.of("x", 2L, "deviceId", "d", "sessionId", "s"));
    }

    @Test
    void aFieldOfTheRecordHidesTheEnvelopes() throws Exception {
        assertThat(decode(PUSH, "{\"deviceId\":\"d\",\"payload\":[{\"deviceId\":\"own\"}]}"))
                .extracting(Row::key)
                .containsExactly("own");
    }

    @Test
    void anEnvelopeFieldThatIsMissingIsLeftOut() throws Exception {
        assertThat(decode(PUSH, "{\"payload\":[{\"x\":1}]}"))
                .extracting(Row::key, Bodies::fields)
                .containsExactly(tuple(null, Map.of("x", 1L)));
    }

    @Test
    void aDeepPointerLeadsThroughObjectsAndArrays() throws Exception {
        RecordSettings deep = settings("/a~1b/1/rows", Set.of("device"), Optional.of("device"));

        assertThat(decode(deep, "{\"a/b\":[{\"rows\":[{}]},{\"device\":\"d\",\"rows\":[{\"x\":1}]}]}"))
                .extracting(Row::key, Bodies::fields)
                .containsExactly(tuple("d", Map.of("x", 1L, "device", "d")));
    }

    @Test
    void thePointerLeadingNowhereIsRefused() {
        assertThat(violations(PUSH, "{\"deviceId\":\"d\"}"))
                .containsExactly(new Violation(0, "/payload", "Expected an array of records here; found nothing."));
    }

    @Test
    void thePointerLeadingToAnObjectIsRefused() {
        assertThat(violations(PUSH, "{\"payload\":{\"x\":1}}"))
                .containsExactly(new Violation(0, "/payload", "Expected an array of records; found an object."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"text\"", "null", "true"})
    void aBodyThatIsAScalarIsRefused(String body) {
        assertThat(violations(WHOLE_BODY, body)).singleElement().satisfies(violation -> assertThat(violation.detail())
                .startsWith("Expected an object or an array of objects"));
    }

    @Test
    void everyItemThatIsNoObjectIsNamed() {
        assertThat(violations(PUSH, "{\"payload\":[1,{\"x\":1},\"a\",[{}]]}"))
                .extracting(Violation::index, Violation::pointer)
                .containsExactly(tuple(0, "/payload/0"), tuple(2, "/payload/2"), tuple(3, "/payload/3"));
    }

    @Test
    void aLongListOfViolationsIsCut() {
        assertThat(violations(WHOLE_BODY, Arrays.toString(new int[1_000]))).hasSize(20);
    }

    @Test
    void integersAreExactUpTo64Bits() throws Exception {
        assertThat(decode(WHOLE_BODY, "{\"t\":1780530295467601701,\"min\":-9223372036854775808}"))
                .extracting(Row::key, Bodies::fields)
                .containsExactly(tuple(null, Map.of("t", 1_780_530_295_467_601_701L, "min", Long.MIN_VALUE)));
    }

    @Test
    void anIntegerBeyond64BitsBecomesTheNearestDouble() throws Exception {
        assertThat(decode(WHOLE_BODY, "{\"n\":9223372036854775808}"))
                .extracting(Row::key, Bodies::fields)
                .containsExactly(tuple(null, Map.of("n", 9.223372036854776E18)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400"})
    void aNumberBeyondTheRangeOfADoubleIsRefused(String number) {
        assertThat(violations(WHOLE_BODY, "[{\"a\":{\"b\":[0," + number + "]}}]"))
                .containsExactly(new Violation(0, "/0/a/b/1", "This number is beyond the range of a double."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "01", "+1", "1.", ".5", "0x1"})
    void whatIsNoNumberInJsonIsRefused(String number) {
        assertThat(violations(WHOLE_BODY, "{\"x\":" + number + "}")).isNotEmpty();
    }

    @Test
    void aFieldThatOccursTwiceIsRefused() {
        assertThat(violations(WHOLE_BODY, "[{\"x\":1},{\"x\":1,\"x\":2}]"))
                .containsExactly(new Violation(1, "/1/x", "This field occurs twice in its object; send it once."));
    }

    @Test
    void theArrayOfRecordsOccurringTwiceIsRefused() {
        assertThat(violations(PUSH, "{\"payload\":[{}],\"payload\":[{}]}"))
                .extracting(Violation::pointer)
                .containsExactly("/payload");
    }

    @Test
    void sixtyFourLevelsAreAccepted() throws Exception {
        assertThat(decode(WHOLE_BODY, nested(64))).hasSize(1);
    }

    @Test
    void sixtyFiveLevelsAreRefused() {
        assertThat(violations(WHOLE_BODY, nested(65)))
                .singleElement()
                .satisfies(violation -> assertThat(violation.detail()).startsWith("Beyond a limit"));
    }

    private static String nested(int levels) {
        return "{\"x\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }

    @Test
    void brokenJsonIsRefusedWithItsPlaceAndWithoutItsContent() {
        assertThat(violations(WHOLE_BODY, "[{\"x\":1},\n {\"x\":s3cret}]"))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.index()).isEqualTo(1);
                    assertThat(violation.pointer()).isEqualTo("/1/x");
                    assertThat(violation.detail()).contains("line 2").doesNotContain("s3cret");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":1", "[{}", "{\"x\"", "\"open"})
    void aBodyThatEndsEarlyIsRefused(String body) {
        assertThat(violations(WHOLE_BODY, body)).isNotEmpty();
    }

    @Test
    void anotherEncodingThanUtf8IsRefused() {
        byte[] utf16 = "{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_16BE);

        assertThat(Bodies.violations(WHOLE_BODY, BodyFormat.JSON, utf16)).isNotEmpty();
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] latin1 = "{\"id\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Bodies.violations(WHOLE_BODY, BodyFormat.JSON, latin1)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1780530295467601701", "true", "0.5"})
    void aScalarKeyBecomesItsText(String key) throws Exception {
        assertThat(decode(WHOLE_BODY, "{\"id\":" + key + "}"))
                .extracting(Row::key)
                .containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":null}"})
    void aRecordWithoutTheKeyFieldHasNoKey(String body) throws Exception {
        assertThat(decode(WHOLE_BODY, body)).extracting(Row::key).containsOnlyNulls();
    }

    @Test
    void aKeyThatIsAnObjectIsRefused() {
        assertThat(violations(WHOLE_BODY, "[{\"id\":\"a\"},{\"id\":{}}]"))
                .extracting(Violation::index)
                .containsExactly(1);
    }

    private static List<Row> decode(RecordSettings settings, String body) throws RefusedBodyException {
        return Bodies.decode(settings, BodyFormat.JSON, body);
    }

    private static List<Violation> violations(RecordSettings settings, String body) {
        return Bodies.violations(settings, BodyFormat.JSON, body);
    }
}
