package io.pitwall.source.http.decode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Searches for bodies that {@link BodyCase} fails on, guided by coverage: for as long as a build may take. */
final class BodyFuzz {

    static Stream<byte[]> seeds() {
        return BodySeeds.inputs();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "45s")
    void anyBodyIsDecodedAsTheOracleDecodesIt(byte[] input) {
        new BodyCase(input).check();
    }
}
