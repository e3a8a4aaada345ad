package io.pitwall.source.http.authenticate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenTableTest {

    /** From {@code printf %s open-sesame | sha256sum}. */
    private static final String OPEN_SESAME = "d7ecdf25eaf3deba0f2628771dbdd22d4138ab6cf38f91ed02a2ca0dec7c8ab7";

    private static String sha256(String token) {
        return HexFormat.of().formatHex(Sha256.of(token.getBytes(UTF_8)));
    }

    @Test
    void aTokenIsItsClientsAndNobodyElsesIsKnown() {
        TokenTable table = TokenTable.parse(List.of("ali:" + OPEN_SESAME, "bike-7:" + sha256("second")));

        assertThat(table.clientOf("open-sesame")).contains(new Client("ali", true));
        assertThat(table.clientOf("second")).contains(new Client("bike-7", true));
        assertThat(table.clientOf("open-sesam")).isEmpty();
        assertThat(table.clientOf("")).isEmpty();
    }

    @Test
    void theDigestOfATokenIsNotTheToken() {
        assertThat(TokenTable.parse(List.of("ali:" + OPEN_SESAME)).clientOf(OPEN_SESAME))
                .isEmpty();
    }

    @Test
    void commentsBlankLinesAndWhiteSpaceDoNotCount() {
        TokenTable table =
                TokenTable.parse(List.of("# phones", "", "  ", "  ali : " + OPEN_SESAME + "\t", " # end:of:it"));

        assertThat(table.size()).isEqualTo(1);
        assertThat(table.clientOf("open-sesame")).contains(new Client("ali", true));
    }

    @Test
    void hexadecimalDigitsMayBeInUpperCase() {
        assertThat(TokenTable.parse(List.of("ali:" + OPEN_SESAME.toUpperCase(Locale.ROOT)))
                        .clientOf("open-sesame"))
                .isPresent();
    }

    @Test
    void aNameMayHaveColons() {
        assertThat(TokenTable.parse(List.of("urn:car:9:" + OPEN_SESAME)).clientOf("open-sesame"))
                .contains(new Client("urn:car:9", true));
    }

    @Test
    void oneNameMayHaveTwoTokensWhileOneReplacesTheOther() {
        TokenTable table = TokenTable.parse(List.of("ali:" + OPEN_SESAME, "ali:" + sha256("next")));

        assertThat(table.clientOf("open-sesame")).isEqualTo(table.clientOf("next"));
    }

    @Test
    void oneTokenMayNotHaveTwoNames() {
        assertThatThrownBy(() -> TokenTable.parse(List.of("ali:" + OPEN_SESAME, "", "baba:" + OPEN_SESAME)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Expected each token once; found the one of line 3 in an earlier line too.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ali",
                "ali:open-sesame",
                "ali:d7ecdf25eaf3deba0f2628771dbdd22d4138ab6cf38f91ed02a2ca0dec7c8ab",
                "ali:d7ecdf25eaf3deba0f2628771dbdd22d4138ab6cf38f91ed02a2ca0dec7c8ab70",
                "ali:d7ecdf25eaf3deba0f2628771dbdd22d4138ab6cf38f91ed02a2ca0dec7c8abg",
                ":d7ecdf25eaf3deba0f2628771dbdd22d4138ab6cf38f91ed02a2ca0dec7c8ab7",
                "d7ecdf25eaf3deba0f2628771dbdd22d4138ab6cf38f91ed02a2ca0dec7c8ab7"
            })
    void aBrokenLineIsNamedByItsNumberAndNotQuoted(String line) {
        assertThatThrownBy(() -> TokenTable.parse(List.of("# phones", line)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Expected name:sha256 in line 2, with the SHA-256 of the token as 64 hexadecimal digits; "
                        + "found something else.");
    }

    @Test
    void aTableWithoutTokensIsRefusedBecauseItIsMoreLikelyHalfWrittenThanMeant() {
        assertThatThrownBy(() -> TokenTable.parse(List.of("# phones")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Expected at least one line name:sha256; found none.");
    }

    @Test
    void amongThousandsEachTokenIsItsOwnersOnly() {
        TokenTable table = TokenTable.parse(IntStream.range(0, 5_000)
                .mapToObj(i -> "device-" + i + ":" + sha256("token-" + i))
                .toList());

        assertThat(IntStream.range(0, 5_000))
                .allMatch(i -> table.clientOf("token-" + i).equals(Optional.of(new Client("device-" + i, true))));
        assertThat(table.clientOf("token-5000")).isEmpty();
    }
}
