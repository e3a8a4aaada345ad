package io.pitwall.source.http.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.pitwall.source.http.decode.NaiveDecoder.Expected;
import io.pitwall.source.http.decode.NaiveDecoder.Refusal;
import io.pitwall.source.http.decode.inflate.Inflation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A body and the way it takes, from any bytes: the first four choose, the rest are the body. Whatever the bytes are, the
 * decoder has to do what {@link NaiveDecoder} does, within its budget.
 *
 * <pre>
 *   settings and columns | format, coding | bytes per chunk | budget | body …
 * </pre>
 */
final class BodyCase {

    static final int CHOICES = 4;

    private static final List<ContentCoding> CODINGS = List.of(ContentCoding.values());
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final long SMALL_BUDGET_BYTES = 600;

    private static final List<RecordSettings> SETTINGS = List.of(
            settings("", Set.of(), "id", Optional.empty(), ValueFormat.OBJECT),
            settings("/payload", Set.of("deviceId", "sessionId"), "deviceId", Optional.empty(), ValueFormat.JSON),
            settings(
                    "/payload",
                    Set.of("deviceId"),
                    "deviceId",
                    Optional.of(new MessageIdFields("sessionId", "messageId")),
                    ValueFormat.OBJECT),
            settings("", Set.of(), "id", Optional.of(new MessageIdFields("", "id")), ValueFormat.JSON));

    private final RecordSettings settings;
    private final List<RequestColumn> columns;
    private final BodyFormat format;
    private final ContentCoding coding;
    private final int chunkBytes;
    private final long budgetBytes;
    private final byte[] body;
    private final String replay;

    BodyCase(byte[] input) {
        byte[] choices = Arrays.copyOf(input, CHOICES);
        byte[] rest = Arrays.copyOfRange(input, Math.min(CHOICES, input.length), input.length);
        this.settings = SETTINGS.get(choices[0] & 3);
        this.columns = (choices[0] & 4) == 0
                ? List.of()
                : List.of(new RequestColumn("deviceId", "from \"path\""), new RequestColumn("id", "7"));
        this.format = (choices[1] & 1) == 0 ? BodyFormat.JSON : BodyFormat.NDJSON;
        this.coding = CODINGS.get((choices[1] >> 1 & 3) % CODINGS.size());
        // Of a coding, either a sound body or any bytes.
        this.body = (choices[1] & 8) == 0 ? Compressed.with(coding, rest) : rest;
        this.chunkBytes = 1 + (choices[2] & 0xFF);
        this.budgetBytes = (choices[3] & 1) == 0 ? Long.MAX_VALUE : SMALL_BUDGET_BYTES;
        this.replay = HexFormat.of().formatHex(input);
    }

    private static RecordSettings settings(
            String pointer,
            Set<String> envelopeFields,
            String keyField,
            Optional<MessageIdFields> messageId,
            ValueFormat valueFormat) {
        return new RecordSettings(
                JsonPointer.compile(pointer),
                envelopeFields,
                Optional.of(keyField),
                messageId,
                valueFormat,
                MAX_BODY_BYTES);
    }

    /** True where the body was accepted. */
    boolean check() {
        CountedBudget budget = new CountedBudget(budgetBytes);
        try {
            DecodedBody decoded = decode(budget);
            assertThat(budget.takenBytes()).as(replay).isEqualTo(decoded.heldBytes());
            assertThat(rows(decoded)).as(replay).isEqualTo(expected());
            return true;
        } catch (RefusedBodyException refusal) {
            assertThat(budget.takenBytes()).as(replay).isZero();
            checkRefusal(refusal);
            return false;
        }
    }

    private DecodedBody decode(MemoryBudget budget) throws RefusedBodyException {
        BodyReader reader = new BodyDecoder(settings).begin(format, coding, columns, budget, 0);
        for (int at = 0; at < body.length; at += chunkBytes) {
            byte[] chunk = Arrays.copyOfRange(body, at, Math.min(body.length, at + chunkBytes));
            reader.append(chunk, 0, chunk.length);
            // Nothing may refer to a chunk.
            Arrays.fill(chunk, (byte) 'x');
        }
        return reader.finish();
    }

    private void checkRefusal(RefusedBodyException refusal) {
        if (refusal instanceof RefusedBodyException.Undecodable undecodable) {
            assertThat(undecodable.violations()).as(replay).isNotEmpty().hasSizeLessThanOrEqualTo(20);
            assertThat(isRefusedByTheOracle()).as(replay).isTrue();
        } else if (refusal instanceof RefusedBodyException.OverBudget) {
            assertThat(budgetBytes).as(replay).isEqualTo(SMALL_BUDGET_BYTES);
        } else {
            assertThat(inflated().map(plain -> plain.length > MAX_BODY_BYTES).orElse(true))
                    .as(replay)
                    .isTrue();
        }
    }

    private boolean isRefusedByTheOracle() {
        try {
            expected();
            return false;
        } catch (AssertionError refused) {
            return true;
        }
    }

    private List<Expected> expected() {
        try {
            byte[] plain = inflated().orElseThrow(() -> new Refusal("corrupt"));
            return ordered(new NaiveDecoder(settings, columns).decode(format, plain));
        } catch (Refusal e) {
            throw new AssertionError("The oracle refuses what the decoder takes: " + e.getMessage() + ", " + replay, e);
        }
    }

    /** Empty where it is corrupt; no more than a byte beyond the limit. */
    private Optional<byte[]> inflated() {
        if (body.length == 0) {
            return Optional.of(body);
        }
        try (InputStream in =
                switch (coding) {
                    case IDENTITY -> new java.io.ByteArrayInputStream(body);
                    case GZIP -> Inflation.gzip(body, body.length);
                    case ZSTD -> Inflation.zstd(body, body.length);
                }) {
            return Optional.of(in.readNBytes(MAX_BODY_BYTES + 1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<Expected> rows(DecodedBody decoded) {
        List<Expected> rows = new ArrayList<>();
        for (Row row : decoded.rows()) {
            rows.add(new Expected(row.key(), fields(row), row.messageId()));
        }
        return ordered(rows);
    }

    @SuppressWarnings("unchecked") // A row is an object.
    private static Map<String, @Nullable Object> fields(Row decoded) {
        if (!(decoded.value() instanceof byte[] json)) {
            return Bodies.fields(decoded);
        }
        try {
            String text = new String(json, StandardCharsets.UTF_8);
            Object row = NaiveDecoder.asConnectHasIt(
                    NaiveDecoder.parse(text).orElseThrow().get(0));
            return (Map<String, @Nullable Object>) Objects.requireNonNull(row);
        } catch (Refusal e) {
            throw new AssertionError("A row is no JSON", e);
        }
    }

    /** The order of the fields counts, which the equality of maps does not see. */
    private static List<Expected> ordered(List<Expected> rows) {
        return rows.stream()
                .map(row -> new Expected(row.key(), withOrder(row.fields()), row.messageId()))
                .toList();
    }

    private static Map<String, @Nullable Object> withOrder(Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> ordered = new LinkedHashMap<>(fields);
        ordered.put("\u0000order", new ArrayList<>(fields.keySet()));
        return ordered;
    }
}
