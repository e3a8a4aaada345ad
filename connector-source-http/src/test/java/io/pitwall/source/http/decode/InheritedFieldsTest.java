package io.pitwall.source.http.decode;

import static io.pitwall.source.http.decode.Bodies.fields;
import static io.pitwall.source.http.decode.Bodies.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record gets from around it, in either format of its value. */
final class InheritedFieldsTest {

    private static final RecordSettings PUSH =
            settings("/payload", Set.of("deviceId", "meta"), Optional.of("deviceId"));

    private static List<Row> decode(ValueFormat format, List<RequestColumn> columns, String body)
            throws RefusedBodyException {
        return Bodies.decode(
                        Bodies.as(format, PUSH),
                        BodyFormat.JSON,
                        ContentCoding.IDENTITY,
                        columns,
                        body.getBytes(StandardCharsets.UTF_8))
                .rows();
    }

    private static String json(String body, RequestColumn... columns) throws RefusedBodyException {
        return Bodies.json(decode(ValueFormat.JSON, List.of(columns), body).get(0));
    }

    @Test
    void aRowThatInheritsNothingIsWhatWasSent() throws Exception {
        assertThat(json("{\"payload\":[ { \"x\" : 1.50 ,\n\"y\":\"\\u00e9\" } ]}"))
                .isEqualTo("{ \"x\" : 1.50 ,\n\"y\":\"\\u00e9\" }");
    }

    @Test
    void whatIsInheritedFollowsTheRowsOwnFieldsInTheOrderItWasSentIn() throws Exception {
        assertThat(json("{\"meta\":{\"a\":[1, 2]},\"payload\":[{\"x\":1}],\"deviceId\" : \"d\"}"))
                .isEqualTo("{\"x\":1,\"meta\":{\"a\":[1, 2]},\"deviceId\" : \"d\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{ }", "{\n\t\r }"})
    void aRowWithoutFieldsGetsNoCommaTooMany(String row) throws Exception {
        String body = "{\"payload\":[" + row + "],\"deviceId\":\"d\",\"meta\":null}";

        assertThat(json(body)).endsWith("\"deviceId\":\"d\",\"meta\":null}").doesNotContain("{,");
        assertThat(fields(decode(ValueFormat.OBJECT, List.of(), body).get(0)))
                .containsEntry("deviceId", "d")
                .containsEntry("meta", null)
                .hasSize(2);
    }

    @Test
    void aRowsOwnFieldHidesTheEnvelopesThoughItBeNull() throws Exception {
        List<Row> rows = decode(
                ValueFormat.JSON,
                List.of(),
                "{\"deviceId\":\"d\",\"meta\":1,\"payload\":[{\"deviceId\":null},{\"meta\":2},{}]}");

        assertThat(rows)
                .extracting(Bodies::json)
                .containsExactly(
                        "{\"deviceId\":null,\"meta\":1}",
                        "{\"meta\":2,\"deviceId\":\"d\"}",
                        "{\"deviceId\":\"d\",\"meta\":1}");
        assertThat(rows).extracting(Row::key).containsExactly(null, "d", "d");
    }

    @Test
    void aFieldOfTheEnvelopeHidesTheRequests() throws Exception {
        RequestColumn column = new RequestColumn("deviceId", "from the path");

        assertThat(json("{\"payload\":[{}],\"deviceId\":\"d\"}", column)).isEqualTo("{\"deviceId\":\"d\"}");
        assertThat(json("{\"payload\":[{}]}", column)).isEqualTo("{\"deviceId\":\"from the path\"}");
        assertThat(json("{\"payload\":[{\"deviceId\":1}]}", column)).isEqualTo("{\"deviceId\":1}");
    }

    @Test
    void aColumnOfTheRequestBecomesTheKeyWhereTheBodyHasNone() throws Exception {
        assertThat(decode(
                        ValueFormat.OBJECT,
                        List.of(new RequestColumn("deviceId", "d7")),
                        "{\"payload\":[{},{\"deviceId\":\"own\"}]}"))
                .extracting(Row::key)
                .containsExactly("d7", "own");
    }

    @Test
    void aColumnOfAnyCharactersIsQuoted() throws Exception {
        String value = "a\"b\\c\u0001\n\u00e9\ud83d\ude00";

        Row row = decode(ValueFormat.OBJECT, List.of(new RequestColumn("q\"", value)), "{\"payload\":[{\"x\":1}]}")
                .get(0);

        assertThat(fields(row)).isEqualTo(Map.of("x", 1L, "q\"", value));
    }

    @Test
    void aColumnThatIsNoTextOfUnicodeIsWrittenAllTheSame() throws Exception {
        assertThat(json("{\"payload\":[{}]}", new RequestColumn("c", "\ud800"))).isEqualTo("{\"c\":\"?\"}");
    }

    @Test
    void theKeyIsFoundBesideTheRecordsAlsoWhereItIsNotCopied() throws Exception {
        RecordSettings notCopied = settings("/payload", Set.of(), Optional.of("deviceId"));

        List<Row> rows = Bodies.decode(notCopied, BodyFormat.JSON, "{\"payload\":[{\"x\":1}],\"deviceId\":\"d\"}");

        assertThat(rows)
                .extracting(Row::key, Bodies::fields)
                .containsExactly(org.assertj.core.api.Assertions.tuple("d", Map.of("x", 1L)));
    }

    @Test
    void aKeyInTheEnvelopeThatIsAnObjectIsRefusedForTheRowsThatHaveNoneOfTheirOwn() throws Exception {
        assertThat(Bodies.violations(PUSH, BodyFormat.JSON, "{\"payload\":[{\"deviceId\":1},{}],\"deviceId\":{}}"))
                .extracting(Violation::index, Violation::pointer)
                .containsExactly(org.assertj.core.api.Assertions.tuple(1, "/deviceId"));
        assertThat(Bodies.decode(PUSH, BodyFormat.JSON, "{\"payload\":[{\"deviceId\":1}],\"deviceId\":{}}"))
                .hasSize(1);
    }

    @Test
    void aValueIsBuiltAnewEachTime() throws Exception {
        Row row = decode(ValueFormat.OBJECT, List.of(), "{\"payload\":[{\"x\":[]}]}")
                .get(0);

        assertThat(row.value()).isEqualTo(row.value()).isNotSameAs(row.value());
    }
}
