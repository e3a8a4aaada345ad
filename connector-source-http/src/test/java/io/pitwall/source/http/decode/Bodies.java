package io.pitwall.source.http.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decodes bodies for tests. */
public final class Bodies {

    public static final long MAX_BODY_BYTES = 64 << 20;

    private Bodies() {}

    /** Bodies that are records or arrays of them, without keys. */
    public static RecordSettings plain() {
        return settings("", Set.of(), Optional.empty());
    }

    public static RecordSettings settings(String pointer, Set<String> envelopeFields, Optional<String> keyField) {
        return new RecordSettings(
                JsonPointer.compile(pointer),
                envelopeFields,
                keyField,
                Optional.empty(),
                ValueFormat.OBJECT,
                MAX_BODY_BYTES);
    }

    static RecordSettings as(ValueFormat format, RecordSettings settings) {
        return new RecordSettings(
                settings.recordsPointer(),
                settings.envelopeFields(),
                settings.keyField(),
                settings.messageId(),
                format,
                settings.maxBodyBytes());
    }

    static RecordSettings identified(String scopeField, String idField, RecordSettings settings) {
        return new RecordSettings(
                settings.recordsPointer(),
                settings.envelopeFields(),
                settings.keyField(),
                Optional.of(new MessageIdFields(scopeField, idField)),
                settings.valueFormat(),
                settings.maxBodyBytes());
    }

    static RecordSettings limited(long maxBodyBytes, RecordSettings settings) {
        return new RecordSettings(
                settings.recordsPointer(),
                settings.envelopeFields(),
                settings.keyField(),
                settings.messageId(),
                settings.valueFormat(),
                maxBodyBytes);
    }

    /** That many rows: {@code {"x":1}}, {@code {"x":2}} and so on. */
    public static List<Row> rows(int count) {
        try {
            StringBuilder body = new StringBuilder();
            for (int x = 1; x <= count; x++) {
                body.append("{\"x\":").append(x).append("}\n");
            }
            return decode(plain(), BodyFormat.NDJSON, body.toString());
        } catch (RefusedBodyException e) {
            throw new AssertionError(e);
        }
    }

    static List<Row> decode(RecordSettings settings, BodyFormat format, String body) throws RefusedBodyException {
        return decode(settings, format, body.getBytes(StandardCharsets.UTF_8));
    }

    static List<Row> decode(RecordSettings settings, BodyFormat format, byte[] body) throws RefusedBodyException {
        return decode(settings, format, ContentCoding.IDENTITY, List.of(), body).rows();
    }

    static DecodedBody decode(
            RecordSettings settings, BodyFormat format, ContentCoding coding, List<RequestColumn> columns, byte[] body)
            throws RefusedBodyException {
        BodyReader reader = new BodyDecoder(settings).begin(format, coding, columns, CountedBudget.unlimited(), 0);
        reader.append(body, 0, body.length);
        return reader.finish();
    }

    static List<Violation> violations(RecordSettings settings, BodyFormat format, byte[] body) {
        RefusedBodyException.Undecodable refusal =
                catchThrowableOfType(RefusedBodyException.Undecodable.class, () -> decode(settings, format, body));
        assertThat(refusal).as("refusal of the body").isNotNull();
        return refusal.violations();
    }

    static List<Violation> violations(RecordSettings settings, BodyFormat format, String body) {
        return violations(settings, format, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a row whose value is an {@link ValueFormat#OBJECT}. */
    @SuppressWarnings("unchecked") // An OBJECT is a map with names for keys.
    static Map<String, Object> fields(Row row) {
        return (Map<String, Object>) row.value();
    }

    /** Of a row whose value is {@link ValueFormat#JSON}. */
    static String json(Row row) {
        return new String((byte[]) row.value(), StandardCharsets.UTF_8);
    }
}
