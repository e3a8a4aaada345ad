package io.pitwall.source.http.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a body asks of its budget, and gives back. */
final class MemoryOfABodyTest {

    private static BodyReader begin(RecordSettings settings, BodyFormat format, MemoryBudget budget, long reserved) {
        return new BodyDecoder(settings).begin(format, ContentCoding.IDENTITY, List.of(), budget, reserved);
    }

    private static DecodedBody read(BodyReader reader, String body) throws RefusedBodyException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        reader.append(bytes, 0, bytes.length);
        return reader.finish();
    }

    @ParameterizedTest
    @EnumSource
    void theRowsHoldTheirTextAnd256BytesEach(BodyFormat format) throws Exception {
        CountedBudget budget = CountedBudget.unlimited();
        String body = "[{\"x\":1},{\"x\":2},{\"x\":3}]";

        DecodedBody decoded = read(begin(Bodies.plain(), format, budget, 0), body);

        assertThat(decoded.heldBytes()).isEqualTo(body.length() + 3 * 256);
        assertThat(budget.takenBytes()).isEqualTo(decoded.heldBytes());
    }

    @ParameterizedTest
    @EnumSource
    void whatWasReservedForTheAnnouncedLengthIsNotAskedForAgain(BodyFormat format) throws Exception {
        String body = "{\"x\":1}";
        CountedBudget budget = CountedBudget.unlimited();
        budget.tryGrow(body.length());

        DecodedBody decoded = read(begin(Bodies.plain(), format, budget, body.length()), body);

        assertThat(decoded.heldBytes()).isEqualTo(body.length() + 256);
        assertThat(budget.takenBytes()).isEqualTo(decoded.heldBytes());
    }

    @ParameterizedTest
    @EnumSource
    void aBodyWithoutRowsHoldsNothing(BodyFormat format) throws Exception {
        CountedBudget budget = CountedBudget.unlimited();
        budget.tryGrow(100);

        DecodedBody decoded = read(begin(Bodies.plain(), format, budget, 100), "[    ]");

        assertThat(decoded.heldBytes()).isZero();
        assertThat(budget.takenBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aBudgetThatIsJustEnoughIsEnough(BodyFormat format) throws Exception {
        String body = "[{},{},{}]";

        assertThat(read(begin(Bodies.plain(), format, new CountedBudget(body.length() + 3 * 256), 0), body)
                        .rows())
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void aBudgetOneByteShortRefusesAndGetsEverythingBack(BodyFormat format) {
        String body = "[{},{},{}]";
        CountedBudget budget = new CountedBudget(body.length() + 3 * 256 - 1);

        assertThatThrownBy(() -> read(begin(Bodies.plain(), format, budget, 0), body))
                .isInstanceOfSatisfying(
                        RefusedBodyException.OverBudget.class,
                        refusal -> assertThat(refusal.neededBytes()).isEqualTo(body.length() + 3 * 256));
        assertThat(budget.takenBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatIsGivenUpGivesEverythingBack(BodyFormat format) throws Exception {
        CountedBudget budget = CountedBudget.unlimited();
        budget.tryGrow(1_000);
        BodyReader reader = begin(Bodies.plain(), format, budget, 1_000);
        byte[] part = "{\"x\":1}\n{\"x\":".getBytes(StandardCharsets.UTF_8);
        reader.append(part, 0, part.length);

        reader.close();
        reader.close();

        assertThat(budget.takenBytes()).isZero();
        assertThatThrownBy(() -> reader.append(part, 0, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anUndecodableBodyGivesEverythingBack() {
        CountedBudget budget = CountedBudget.unlimited();

        assertThatThrownBy(() -> read(begin(Bodies.plain(), BodyFormat.JSON, budget, 0), "[{},{}"))
                .isInstanceOf(RefusedBodyException.Undecodable.class);
        assertThat(budget.takenBytes()).isZero();
    }

    @Test
    void theEnvelopeIsHeldOnceForAllRows() throws Exception {
        String id = "d".repeat(1_000);
        String body = "{\"deviceId\":\"" + id + "\",\"payload\":[{},{},{},{}]}";
        RecordSettings push = Bodies.settings("/payload", Set.of("deviceId"), Optional.of("deviceId"));
        CountedBudget budget = CountedBudget.unlimited();

        long held = read(begin(push, BodyFormat.JSON, budget, 0), body).heldBytes();

        // The text itself, its copy for the values, and the key as a String.
        assertThat(held).isBetween(body.length() + 4 * 256 + 2_000L, body.length() + 4 * 256 + 3_100L);
    }

    @Test
    void aLongKeyIsAccountedFor() throws Exception {
        String body = "{\"id\":\"" + "k".repeat(10_000) + "\"}";
        RecordSettings keyed = Bodies.settings("", Set.of(), Optional.of("id"));
        CountedBudget budget = CountedBudget.unlimited();

        assertThat(read(begin(keyed, BodyFormat.JSON, budget, 0), body).heldBytes())
                .isEqualTo(body.length() + 256 + 2 * 10_000);
    }

    @Test
    void theNamesOfAWideObjectAreAccountedForWhileItIsRead() throws Exception {
        StringBuilder body = new StringBuilder("{\"_\":0");
        for (int i = 0; i < 100_000; i++) {
            body.append(",\"f").append(i).append("\":0");
        }
        body.append('}');
        CountedBudget budget = CountedBudget.unlimited();

        DecodedBody decoded = read(begin(Bodies.plain(), BodyFormat.JSON, budget, 0), body.toString());

        assertThat(budget.peakBytes()).isGreaterThan(100_000L * 100);
        assertThat(budget.takenBytes()).isEqualTo(decoded.heldBytes()).isLessThan(body.length() + 1_000L);
    }

    @Test
    void aMillionNamesInOneObjectAreRead() throws Exception {
        StringBuilder body = new StringBuilder("{\"_\":0");
        for (int i = 0; i < 1_000_000; i++) {
            body.append(",\"").append(Integer.toString(i, 36)).append("\":0");
        }

        assertThat(read(
                                begin(Bodies.plain(), BodyFormat.JSON, CountedBudget.unlimited(), 0),
                                body.append('}').toString())
                        .rows())
                .hasSize(1);
    }

    @Test
    void anAnnouncedLengthIsTheSizeOfTheArray() throws Exception {
        CountedBudget budget = CountedBudget.unlimited();
        String body = "{\"x\":\"" + "0".repeat(100_000) + "\"}";
        budget.tryGrow(body.length());
        BodyReader reader = begin(Bodies.plain(), BodyFormat.JSON, budget, body.length());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += 1_000) {
            reader.append(bytes, at, Math.min(1_000, bytes.length - at));
        }
        reader.finish();

        assertThat(budget.peakBytes()).isLessThanOrEqualTo(body.length() + 32 * 256);
    }
}
