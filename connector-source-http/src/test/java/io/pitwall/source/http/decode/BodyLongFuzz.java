package io.pitwall.source.http.decode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link BodyFuzz} does, for hours. */
final class BodyLongFuzz {

    static Stream<byte[]> seeds() {
        return BodySeeds.inputs();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "4h")
    void anyBodyIsDecodedAsTheOracleDecodesIt(byte[] input) {
        new BodyCase(input).check();
    }
}
