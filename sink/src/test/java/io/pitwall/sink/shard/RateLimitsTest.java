package io.pitwall.sink.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final Now NOW = new Now(0, 0);

    private final RateLimits limits = new RateLimits();

    @Test
    void oneSubjectDoesNotSilenceAnother() {
        assertThat(limits.count("x", NOW)).hasValue(1);
        assertThat(limits.count("x", NOW)).isEmpty();
        assertThat(limits.count("y", NOW)).hasValue(1);
    }

    @Test
    void aLineSaysHowManyEventsOfItsSubjectItStandsFor() {
        limits.count("x", NOW);
        limits.count("x", NOW);
        limits.count("y", NOW);

        assertThat(limits.count("x", new Now(0, 10_000))).hasValue(2);
    }

    @Test
    void subjectsPastTheFirstHundredShareALimit() {
        for (int subject = 0; subject < 100; subject++) {
            assertThat(limits.count("subject " + subject, NOW)).hasValue(1);
        }

        assertThat(limits.count("one more", NOW)).hasValue(1);
        assertThat(limits.count("and another", NOW)).isEmpty();
    }
}
