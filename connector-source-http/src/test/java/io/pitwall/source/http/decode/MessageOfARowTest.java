package io.pitwall.source.http.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageOfARowTest {

    private static final RecordSettings PUSH =
            Bodies.identified("sessionId", "messageId", Bodies.settings("/payload", Set.of(), Optional.empty()));
    private static final RecordSettings ROWS =
            Bodies.identified("", "id", Bodies.settings("", Set.of(), Optional.empty()));

    private static List<Optional<MessageId>> ids(RecordSettings settings, String body) throws RefusedBodyException {
        return Bodies.decode(settings, BodyFormat.JSON, body).stream()
                .map(Row::messageId)
                .toList();
    }

    private static Optional<MessageId> message(String scope, String id) {
        return Optional.of(new MessageId(scope, id));
    }

    @Test
    void withoutItsFieldsNoRowHasAMessage() throws Exception {
        assertThat(ids(Bodies.plain(), "{\"id\":1}")).containsExactly(Optional.empty());
    }

    @Test
    void theRowsOfAPushAreOneMessage() throws Exception {
        DecodedBody body = Bodies.decode(
                PUSH,
                BodyFormat.JSON,
                ContentCoding.IDENTITY,
                List.of(),
                "{\"payload\":[{},{}],\"sessionId\":\"s\",\"messageId\":7}".getBytes(StandardCharsets.UTF_8));

        assertThat(body.rows()).hasSize(2).extracting(Row::messageId).containsOnly(message("s", "7"));
        assertThat(body.messageIds()).containsExactly(new MessageId("s", "7"));
    }

    @Test
    void theMessagesOfABodyAreDistinctInOrderOfFirstOccurrence() throws Exception {
        DecodedBody body = Bodies.decode(
                ROWS,
                BodyFormat.NDJSON,
                ContentCoding.IDENTITY,
                List.of(),
                "{\"id\":\"b\"}\n{\"id\":\"a\"}\n{\"id\":\"b\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(body.rows()).hasSize(3);
        assertThat(body.messageIds()).containsExactly(new MessageId("", "b"), new MessageId("", "a"));
    }

    @Test
    void theNearestPlaceThatHasAFieldWins() throws Exception {
        String body =
                "{\"sessionId\":\"s\",\"messageId\":7,\"payload\":[{\"messageId\":8},{\"sessionId\":\"own\"},{}]}";

        assertThat(ids(PUSH, body)).containsExactly(message("s", "8"), message("own", "7"), message("s", "7"));
    }

    @Test
    void aColumnOfTheRequestIsTheLastPlaceLookedAt() throws Exception {
        List<RequestColumn> columns =
                List.of(new RequestColumn("sessionId", "path"), new RequestColumn("messageId", "9"));

        assertThat(Bodies.decode(
                                PUSH,
                                BodyFormat.JSON,
                                ContentCoding.IDENTITY,
                                columns,
                                "{\"payload\":[{}],\"messageId\":1}".getBytes(StandardCharsets.UTF_8))
                        .messageIds())
                .containsExactly(new MessageId("path", "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "-0, 0",
        "'\"7\"', 7",
        "'\"a b\"', a b",
        "123456789012345678901234567890, 123456789012345678901234567890"
    })
    void anIdIsAnIntegerOrAText(String value, String id) throws Exception {
        assertThat(ids(ROWS, "{\"id\":" + value + "}")).containsExactly(message("", id));
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, a number that is no integer",
        "true, a boolean",
        "null, null",
        "{}, an object",
        "[], an array",
        "'\"\"', an empty text"
    })
    void anythingElseIsNoId(String value, String found) {
        assertThat(Bodies.violations(ROWS, BodyFormat.JSON, "[{\"id\":1},{\"id\":" + value + "}]"))
                .containsExactly(new Violation(
                        1,
                        "/id",
                        "Expected an integer or a text as the message's id (`id`, dedup.id.field); found " + found
                                + "."));
    }

    @Test
    void aRowWithoutAnIdIsRefused() {
        assertThat(Bodies.violations(PUSH, BodyFormat.JSON, "{\"payload\":[{}],\"sessionId\":\"s\"}"))
                .containsExactly(
                        new Violation(
                                0,
                                "/messageId",
                                "Expected an integer or a text as the message's id (`messageId`, dedup.id.field); found nothing."));
    }

    @Test
    void everyRowWithoutAMessageIsNamed() {
        assertThat(Bodies.violations(PUSH, BodyFormat.JSON, "{\"payload\":[{},5,{\"messageId\":1}]}"))
                .extracting(Violation::index, Violation::pointer)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(1, "/payload/1"),
                        org.assertj.core.api.Assertions.tuple(0, "/sessionId"),
                        org.assertj.core.api.Assertions.tuple(0, "/messageId"),
                        org.assertj.core.api.Assertions.tuple(2, "/sessionId"));
    }

    @ParameterizedTest
    @CsvSource({"'\"s\"', s", "7, 7", "0.50, 0.5", "true, true", "'\"\"', ''"})
    void aScopeIsATextANumberOrABoolean(String value, String scope) throws Exception {
        assertThat(ids(PUSH, "{\"payload\":[{}],\"messageId\":1,\"sessionId\":" + value + "}"))
                .containsExactly(message(scope, "1"));
    }

    @ParameterizedTest
    @CsvSource({"null, null", "{}, an object", "[], an array"})
    void anythingElseIsNoScope(String value, String found) {
        assertThat(Bodies.violations(
                        PUSH, BodyFormat.JSON, "{\"payload\":[{}],\"messageId\":1,\"sessionId\":" + value + "}"))
                .containsExactly(new Violation(
                        0,
                        "/sessionId",
                        "Expected a text, a number or a boolean as the message's scope (`sessionId`, dedup.scope.field); found "
                                + found + "."));
    }
}
