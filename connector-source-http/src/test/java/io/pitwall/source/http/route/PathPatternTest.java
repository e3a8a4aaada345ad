package io.pitwall.source.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "/cars/{car}, /cars/7, 7",
        "/cars/{car}, /cars/a%20b%2Fc, a b/c",
        "/cars/{car}, /cars/a+b, a+b",
        "/cars/{car}/frames, /cars/7/frames, 7",
        "/{car}, /%C3%BC, ü"
    })
    void aParameterIsOneDecodedSegment(String pattern, String path, String car) {
        assertThat(PathPattern.of(pattern).match(path)).contains(Map.of("car", car));
    }

    @ParameterizedTest
    @CsvSource({
        "/cars/{car}, /cars",
        "/cars/{car}, /cars/",
        "/cars/{car}, /cars/7/",
        "/cars/{car}, /bikes/7",
        "/cars/{car}, /cars/%GG",
        "/cars, /cars/",
        "/cars, /Cars"
    })
    void anotherPathDoesNotMatch(String pattern, String path) {
        assertThat(PathPattern.of(pattern).match(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cars", "/a b", "/a?b", "/a#b", "/{", "/{}", "/x{a}", "/{a}x", "/{a}/{a}", "/{{a}}"})
    void whatIsNoPathIsRefused(String text) {
        assertThatThrownBy(() -> PathPattern.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNameOfAParameterMakesNoOtherPath() {
        assertThat(PathPattern.of("/a/{x}").isSameAs(PathPattern.of("/a/{y}"))).isTrue();
        assertThat(PathPattern.of("/a/{x}").isSameAs(PathPattern.of("/a/x"))).isFalse();
    }

    @Test
    void theMoreLiteralComesFirst() {
        assertThat(Stream.of("/{a}/{b}", "/a/{b}", "/{a}/b", "/a/b")
                        .map(PathPattern::of)
                        .sorted(PathPattern::compareSpecificity)
                        .map(PathPattern::toString))
                .containsExactly("/a/b", "/a/{b}", "/{a}/b", "/{a}/{b}");
    }
}
