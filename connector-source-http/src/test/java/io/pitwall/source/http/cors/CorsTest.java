package io.pitwall.source.http.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorsTest {

    private static final String APP = "https://app.example.com";
    private static final String STRANGER = "https://evil.example.com";

    private final Cors off = Cors.allowing(List.of(), List.of());
    private final Cors exact = Cors.allowing(List.of(APP, "http://LOCALHOST:80"), List.of("X-Signature"));
    private final Cors any = Cors.allowing(List.of("*"), List.of());

    @Test
    void withoutOriginsNothingIsSaid() {
        assertThat(off.headersFor(Optional.of(APP))).isEmpty();
        assertThat(off.isPreflight("OPTIONS", Optional.of(APP), Optional.of("POST")))
                .isFalse();
    }

    @Test
    void aKnownOriginIsRepeatedAndTheAnswerVariesByIt() {
        assertThat(exact.headersFor(Optional.of(APP)))
                .containsOnly(
                        entry("Vary", "Origin"),
                        entry("Access-Control-Allow-Origin", APP),
                        entry("Access-Control-Expose-Headers", "Retry-After"));
    }

    @Test
    void anUnknownOriginGetsNoPermission() {
        assertThat(exact.headersFor(Optional.of(STRANGER))).containsOnly(entry("Vary", "Origin"));
    }

    @Test
    void whoIsNoBrowserGetsNoPermissionAndNeedsNone() {
        assertThat(exact.headersFor(Optional.empty())).containsOnly(entry("Vary", "Origin"));
    }

    @Test
    void anOriginThatOnlyContainsAKnownOneIsUnknown() {
        assertThat(exact.headersFor(Optional.of(APP + ".evil.com"))).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(exact.headersFor(Optional.of(APP + ":8443"))).doesNotContainKey("Access-Control-Allow-Origin");
    }

    @Test
    void aDefaultPortAndCapitalsAreWrittenAsBrowsersDo() {
        assertThat(exact.headersFor(Optional.of("http://localhost")))
                .containsEntry("Access-Control-Allow-Origin", "http://localhost");
    }

    @Test
    void everyOriginIsAllowedByAStarAlike() {
        assertThat(any.headersFor(Optional.of("null")))
                .containsOnly(
                        entry("Access-Control-Allow-Origin", "*"),
                        entry("Access-Control-Expose-Headers", "Retry-After"));
    }

    @Test
    void aPreflightOfAKnownOriginIsPermitted() {
        Cors.PreflightAnswer answer = exact.preflight(APP);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsOnly(
                        entry("Vary", "Origin"),
                        entry("Access-Control-Allow-Origin", APP),
                        entry("Access-Control-Allow-Methods", "POST"),
                        entry(
                                "Access-Control-Allow-Headers",
                                "Content-Type, Content-Encoding, Authorization, Idempotency-Key, X-Signature"),
                        entry("Access-Control-Max-Age", "7200"));
    }

    @Test
    void aPreflightOfAnUnknownOriginIsForbidden() {
        assertThat(exact.preflight(STRANGER).status()).isEqualTo(403);
        assertThat(exact.preflight(STRANGER).headers()).containsOnlyKeys("Vary");
    }

    @Test
    void onlyAnOptionsRequestOfABrowserThatNamesAMethodIsAPreflight() {
        assertThat(exact.isPreflight("OPTIONS", Optional.of(APP), Optional.of("POST")))
                .isTrue();
        assertThat(exact.isPreflight("POST", Optional.of(APP), Optional.of("POST")))
                .isFalse();
        assertThat(exact.isPreflight("OPTIONS", Optional.empty(), Optional.of("POST")))
                .isFalse();
        assertThat(exact.isPreflight("OPTIONS", Optional.of(APP), Optional.empty()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "http://127.0.0.1:3000",
                "http://[::1]:3000",
                "capacitor://localhost",
                "HTTPS://App.Example.Com"
            })
    void anOriginIsSchemeHostAndPerhapsPort(String text) {
        assertThat(Cors.isOrigin(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app.example.com",
                "https://",
                "https://app.example.com/",
                "https://app.example.com/path",
                "https://*.example.com",
                "https://app.example.com:",
                "https://user@app.example.com",
                "null"
            })
    void anythingElseIsNoOrigin(String text) {
        assertThat(Cors.isOrigin(text)).isFalse();
    }
}
