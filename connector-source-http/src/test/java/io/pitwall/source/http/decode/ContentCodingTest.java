package io.pitwall.source.http.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentCodingTest {

    @Test
    void noHeaderIsNoCoding() {
        assertThat(ContentCoding.ofHeader(null)).contains(ContentCoding.IDENTITY);
    }

    @ParameterizedTest
    @CsvSource({"'', IDENTITY", "identity, IDENTITY", "gzip, GZIP", "x-gzip, GZIP", "' GZip ', GZIP", "zstd, ZSTD"})
    void theseAreTaken(String header, ContentCoding coding) {
        assertThat(ContentCoding.ofHeader(header)).contains(coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "compress", "gzip, zstd", "identity, gzip", "gzip;q=1"})
    void otherCodingsAndSeveralAreNot(String header) {
        assertThat(ContentCoding.ofHeader(header)).isEmpty();
    }
}
