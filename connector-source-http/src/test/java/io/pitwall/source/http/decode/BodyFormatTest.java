package io.pitwall.source.http.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyFormatTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=UTF-8",
                "application/json;charset=\"utf-8\"",
                "application/vnd.owntracks+json",
                "application/json; charset=us-ascii",
                "application/json; profile=x"
            })
    void jsonInUtf8IsTaken(String contentType) {
        assertThat(BodyFormat.ofContentType(contentType)).contains(BodyFormat.JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/ndjson; charset=utf-8"})
    void ndjsonInUtf8IsTaken(String contentType) {
        assertThat(BodyFormat.ofContentType(contentType)).contains(BodyFormat.NDJSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "text/json",
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/jsonp"
            })
    void anythingElseIsNot(String contentType) {
        assertThat(BodyFormat.ofContentType(contentType)).isEmpty();
    }
}
