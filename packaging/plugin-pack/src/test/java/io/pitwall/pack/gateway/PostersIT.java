package io.pitwall.pack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Clients that repeat a message until it is answered 200 get it into the topic, whatever dies meanwhile. All variants live
 * through the same faults; each test judges one thing.
 *
 * <p>System properties: {@code pitwall.gateway.worker.kills}, {@code pitwall.gateway.broker.outage.seconds} and, to draw the
 * same faults again, {@code pitwall.gateway.seed}.
 */
@ExtendWith(GatewayStage.Resolver.class)
final class PostersIT {

    private static Map<Variant, Ordeal.Result> results = Map.of();

    @BeforeAll
    static void liveThroughTheFaults(GatewayStage stage) {
        String seed = System.getProperty("pitwall.gateway.seed", "");
        results = Ordeal.run(
                stage,
                seed.isEmpty() ? System.nanoTime() : Long.parseLong(seed),
                Integer.getInteger("pitwall.gateway.worker.kills", 2),
                Duration.ofSeconds(Integer.getInteger("pitwall.gateway.broker.outage.seconds", 10)));
    }

    private static Ordeal.Result result(Variant variant) {
        return Objects.requireNonNull(results.get(variant), () -> "No result of " + variant);
    }

    @ParameterizedTest
    @EnumSource
    void noAcknowledgedMessageIsLost(Variant variant) {
        assertThat(result(variant).verdict().messages()).isPositive();
        assertThat(result(variant).verdict().lost()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "AT_LEAST_ONCE")
    void everyMessageIsThereAsAWhole(Variant variant) {
        assertThat(result(variant).verdict().torn()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "AT_LEAST_ONCE")
    void noMessageIsThereTwice(Variant variant) {
        assertThat(result(variant).verdict().doubled()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "AT_LEAST_ONCE")
    void theRowsOfAClientAreInTheOrderInWhichItSentThem(Variant variant) {
        assertThat(result(variant).verdict().disordered()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void noAnswerTakesMoreThanASecondBeyondTheTimeout(Variant variant) {
        assertThat(Ordeal.longestMs(result(variant).attempts()))
                .isLessThanOrEqualTo(Ordeal.ACK_TIMEOUT.plusSeconds(1).toMillis());
    }

    @ParameterizedTest
    @EnumSource
    void withoutABrokerNothingIsAcknowledged(Variant variant) {
        assertThat(result(variant).attemptsInTheOutage()).isNotEmpty();
        assertThat(Ordeal.outcomes(result(variant).attemptsInTheOutage())).doesNotContainKey(Outcome.ACKNOWLEDGED);
    }
}
