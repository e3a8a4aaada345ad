package io.pitwall.source.http.decode;

import static io.pitwall.source.http.decode.Bodies.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of one JSON value per line. */
final class LinesTest {

    private static List<Violation> violations(String body) {
        return Bodies.violations(plain(), BodyFormat.NDJSON, body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":1}\n{\"x\":2}\n",
                "{\"x\":1}\n{\"x\":2}",
                "{\"x\":1}\r\n{\"x\":2}\r\n",
                "\n\n{\"x\":1}\n \t\n\r\n{\"x\":2}\n\n",
                " {\"x\":1} \n\t{\"x\":2}\t",
                "[{\"x\":1},{\"x\":2}]\n",
                "\ufeff{\"x\":1}\n{\"x\":2}\n",
                "{\"x\":\r1}\n{\"x\":2}\n"
            })
    void theseAreTwoRows(String body) throws Exception {
        assertThat(Bodies.decode(plain(), BodyFormat.NDJSON, body))
                .extracting(row -> row.value().toString())
                .containsExactly("{x=1}", "{x=2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"x\":1} {\"x\":2}\n", "{\"x\":1}{\"x\":2}", "{\"x\":1}\r{\"x\":2}\n", "{}\n{\"x\":1},\n"})
    void aLineWithMoreThanOneValueIsRefused(String body) {
        assertThat(violations(body)).hasSize(1);
    }

    @Test
    void aValueThatGoesOnInTheNextLineIsRefused() {
        assertThat(violations("{\"x\":1}\n{\"x\":\n2}\n"))
                .extracting(Violation::detail)
                .first()
                .asString()
                .startsWith("Line 2: Not valid JSON in UTF-8 at column ");
    }

    @Test
    void everyLineAtFaultIsNamed() {
        assertThat(violations("{\"x\":1}\n{\"x\":1e999}\n\n[1]\n{\"x\":2} 3\n{\"x\"\n{}\n"))
                .containsExactly(
                        new Violation(1, "/x", "Line 2: This number is beyond the range of a double."),
                        new Violation(
                                2,
                                "/0",
                                "Line 4: Expected an object, because every item becomes a record; found a number, a boolean or null."),
                        new Violation(
                                4, "", "Line 5: Expected one JSON value per line; found more after it, at column 10."),
                        new Violation(4, "/x", "Line 6: Not valid JSON in UTF-8 at column 5."));
    }

    @Test
    void aLineOfTextThatIsNoUtf8IsNamed() {
        byte[] body = "{}\n{\"x\":\"?\"}\n{}".getBytes(StandardCharsets.UTF_8);
        body[9] = (byte) 0xC0;

        assertThat(Bodies.violations(plain(), BodyFormat.NDJSON, body))
                .extracting(Violation::detail)
                .containsExactly("Line 2: Not valid JSON in UTF-8 at column 7.");
    }

    @Test
    void aByteOrderMarkIsTakenAtTheBeginningOnly() {
        assertThat(violations("{}\n\ufeff{}\n")).hasSize(1);
    }

    @Test
    void theRestOfABodyIsNotWaitedForOnceTheListOfViolationsIsFull() throws Exception {
        CountedBudget budget = CountedBudget.unlimited();
        BodyReader reader =
                new BodyDecoder(plain()).begin(BodyFormat.NDJSON, ContentCoding.IDENTITY, List.of(), budget, 0);
        byte[] lines = "x\n".repeat(19).getBytes(StandardCharsets.UTF_8);
        reader.append(lines, 0, lines.length);

        assertThatThrownBy(() -> reader.append(lines, 0, 2)).isInstanceOf(RefusedBodyException.Undecodable.class);
        assertThat(budget.takenBytes()).isZero();
    }

    @Test
    void aRefusedBodyHoldsNoRowsWhileItsRestArrives() throws Exception {
        CountedBudget budget = CountedBudget.unlimited();
        BodyReader reader =
                new BodyDecoder(plain()).begin(BodyFormat.NDJSON, ContentCoding.IDENTITY, List.of(), budget, 0);
        byte[] lines = ("{}\n".repeat(1_000) + "x\n").getBytes(StandardCharsets.UTF_8);
        reader.append(lines, 0, lines.length);
        long heldOfTheRefused = budget.takenBytes();
        byte[] more = "{}\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        reader.append(more, 0, more.length);

        assertThat(heldOfTheRefused).isLessThanOrEqualTo(32 * HeldBytes.PER_ROW);
        assertThat(budget.takenBytes()).isLessThanOrEqualTo(32 * HeldBytes.PER_ROW);
        assertThatThrownBy(reader::finish).isInstanceOf(RefusedBodyException.Undecodable.class);
    }

    @Test
    void linesAreReadWhileTheBodyArrives() throws Exception {
        CountedBudget budget = CountedBudget.unlimited();
        BodyReader reader =
                new BodyDecoder(plain()).begin(BodyFormat.NDJSON, ContentCoding.IDENTITY, List.of(), budget, 0);
        byte[] blank = (" ".repeat(999) + "\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1_000; i++) {
            reader.append(blank, 0, blank.length);
        }

        assertThat(budget.peakBytes()).isLessThanOrEqualTo(2_000);
        assertThat(reader.finish().rows()).isEmpty();
    }

    @Test
    void theChunksOfABodyMakeNoDifference() throws Exception {
        byte[] body = "\ufeff{\"x\":\"\u00e9\u20ac\"}\r\n\n[{\"x\":1},{}]\n{\"x\":{\"y\":[true]}}"
                .getBytes(StandardCharsets.UTF_8);
        List<Object> whole = values(body, body.length);

        assertThat(whole).hasSize(4);
        for (int chunk = 1; chunk < body.length; chunk++) {
            assertThat(values(body, chunk)).isEqualTo(whole);
        }
    }

    private static List<Object> values(byte[] body, int chunk) throws RefusedBodyException {
        BodyReader reader = new BodyDecoder(plain())
                .begin(BodyFormat.NDJSON, ContentCoding.IDENTITY, List.of(), CountedBudget.unlimited(), 0);
        for (int at = 0; at < body.length; at += chunk) {
            reader.append(body, at, Math.min(chunk, body.length - at));
        }
        List<Object> values = new ArrayList<>();
        reader.finish().rows().forEach(row -> values.add(row.value()));
        return values;
    }
}
