package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that do not wait for the answers of the ones before (HTTP/1.1 pipelining). */
@Timeout(60)
final class PipeliningTest {

    private static final int REQUESTS = 100;

    @Test
    void theAnswersComeInTheOrderOfTheRequests() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            // One row more in each request, so that each answer shows whose it is.
            connection.send(IntStream.range(0, REQUESTS)
                    .mapToObj(rows -> RawConnection.post(rows(rows)))
                    .collect(Collectors.joining()));

            for (int rows = 0; rows < REQUESTS; rows++) {
                assertThat(connection.readResponse().body()).isEqualTo("{\"accepted\": " + rows + "}");
            }
        }
    }

    private static String rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"i\":" + i + "}").collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void anAnswerThatIsKnownAtOnceWaitsForTheOneBefore() throws Exception {
        try (FakeWorker worker = FakeWorker.start(config());
                RawConnection connection = RawConnection.to(worker.port())) {
            worker.hold();
            connection.send(RawConnection.post("{}") + "GET /nowhere HTTP/1.1\r\nHost: test\r\n\r\n");
            await().until(() -> worker.polled().size() == 1);
            assertThat(connection.in().available()).isZero();

            worker.letGo();

            assertThat(connection.readResponse().status()).isEqualTo(200);
            assertThat(connection.readResponse().status()).isEqualTo(404);
        }
    }
}
