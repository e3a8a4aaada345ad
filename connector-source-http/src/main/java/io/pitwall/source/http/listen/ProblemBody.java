package io.pitwall.source.http.listen;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pitwall.source.http.acknowledge.Answer.Problem;
import io.pitwall.source.http.decode.Violation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A problem as {@code application/problem+json} (RFC 9457), with the violations as its extension member {@code errors}. */
final class ProblemBody {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    private ProblemBody() {}

    static String of(Problem problem) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", problem.kind().title());
            json.writeNumberField("status", problem.kind().status());
            json.writeStringField("detail", problem.detail());
            if (!problem.violations().isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (Violation violation : problem.violations()) {
                    write(json, violation);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing JSON to memory failed", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Violation violation) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", violation.index());
        json.writeStringField("pointer", violation.pointer());
        json.writeStringField("detail", violation.detail());
        json.writeEndObject();
    }
}
