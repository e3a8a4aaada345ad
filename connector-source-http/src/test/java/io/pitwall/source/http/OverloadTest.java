package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More requests than the gateway has room for. */
@Timeout(120)
final class OverloadTest {

    private static final int REQUESTS = 10_000;
    private static final int AT_A_TIME = 200;
    private static final String BODY = "[{\"id\":\"a\",\"filler\":\"" + "x".repeat(970) + "\"}]";

    @Test
    void everyRequestIsEitherCommittedOrTurnedAway() throws Exception {
        int room = 20 * BODY.length();
        try (FakeWorker worker =
                FakeWorker.start(config("max.body.bytes", "" + BODY.length(), "max.inflight.bytes", "" + room))) {
            worker.hold();
            List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
            Semaphore places = new Semaphore(AT_A_TIME);
            Client client = new Client(worker.port());
            for (int i = 0; i < REQUESTS; i++) {
                // The worker holds back at first and then lets go: both answers are sure to come.
                if (i == REQUESTS / 2) {
                    worker.letGo();
                }
                places.acquire();
                responses.add(client.postAsync(BODY).whenComplete((response, failure) -> places.release()));
                assertThat(worker.inflightBytes()).isLessThanOrEqualTo(room);
            }

            List<Integer> statuses = new ArrayList<>();
            for (CompletableFuture<HttpResponse<String>> response : responses) {
                statuses.add(response.get(20, TimeUnit.SECONDS).statusCode());
            }
            assertThat(statuses).containsOnly(200, 429);
            assertThat(worker.polled()).hasSize(Collections.frequency(statuses, 200));
            assertThat(worker.inflightBytes()).isZero();
        }
    }
}
