package io.pitwall.pack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pitwall.local.WorkerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tasks that stop in good order, for a restart, a pause, a rebalance or because their worker stops, while clients post and
 * retry: with exactly-once support, and without deduplication, which would hide what is written twice.
 */
@ExtendWith(GatewayStage.Resolver.class)
final class DrainIT {

    private static final String CONNECTOR = "drained";
    private static final int RESTARTS = 2;

    /** Longer than the gateway's own timeout, so that no client gives up before it is answered. */
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(40);

    private static final Duration STATE_TIMEOUT = Duration.ofMinutes(1);

    private static Verdict verdict;
    private static List<Attempt> attempts = List.of();

    @BeforeAll
    static void stopTasksUnderLoad(GatewayStage stage) {
        Cluster cluster = stage.exactlyOnce();
        Map<String, String> config = stage.gateway(CONNECTOR);
        config.put("tasks.max", "2");
        config.put("exactly.once.support", "required");
        cluster.create(CONNECTOR, config);
        try (Posters posters = Posters.start(CONNECTOR, cluster.uris("/" + CONNECTOR), CLIENT_TIMEOUT)) {
            posters.awaitProgress(5);
            for (int restart = 0; restart < RESTARTS; restart++) {
                cluster.restart(CONNECTOR);
                posters.awaitProgress(5);
            }
            cluster.pause(CONNECTOR);
            cluster.resume(CONNECTOR);
            posters.awaitProgress(5);
            stopAndStartAWorker(cluster);
            posters.awaitProgress(5);
            posters.finish();
            cluster.remove(CONNECTOR);
            verdict = Verdict.of(posters, stage.committedIn(CONNECTOR));
            attempts = posters.attempts();
        }
        System.out.println("[drain] " + verdict);
        System.out.println("[drain] " + Ordeal.outcomes(attempts));
    }

    /** One rebalance that takes its task from it, and one that gives it a task again. */
    private static void stopAndStartAWorker(Cluster cluster) {
        WorkerProcess leaving = cluster.workers().get(1).process();
        leaving.stop();
        leaving.start().awaitReady();
        await("the worker has a task again").atMost(STATE_TIMEOUT).until(() -> cluster.status(CONNECTOR)
                .body()
                .contains("127.0.0.1:" + leaving.restUri().getPort()));
    }

    @Test
    void everyAcknowledgedMessageIsThereAsAWhole() {
        assertThat(verdict.messages()).isPositive();
        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.torn()).isEmpty();
    }

    /** So what was answered "nothing was written" is not there because of that attempt, nor what was cut off. */
    @Test
    void noMessageIsThereTwice() {
        assertThat(verdict.doubled()).isEmpty();
    }

    @Test
    void aStopInGoodOrderLeavesNoRequestWithoutAKnownFate() {
        assertThat(Ordeal.outcomes(attempts)).doesNotContainKey(Outcome.UNCONFIRMED);
    }
}
