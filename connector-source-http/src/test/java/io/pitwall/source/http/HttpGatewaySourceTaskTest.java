package io.pitwall.source.http;

import static io.pitwall.source.http.GatewayTest.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class HttpGatewaySourceTaskTest {

    /** Counts the commits it is asked for; the gateway asks for nothing else. */
    private static final class CountingTransactions implements TransactionContext {

        private final List<String> requests = new ArrayList<>();
        private final List<SourceRecord> lastRows = new ArrayList<>();

        @Override
        public void commitTransaction() {
            requests.add("commit after the batch");
        }

        @Override
        public void commitTransaction(SourceRecord record) {
            lastRows.add(record);
        }

        @Override
        public void abortTransaction() {
            requests.add("abort the batch");
        }

        @Override
        public void abortTransaction(SourceRecord record) {
            requests.add("abort at a record");
        }
    }

    private final HttpGatewaySourceTask task = new HttpGatewaySourceTask();

    @Test
    void whereItMayBoundTransactionsEachPollIsOne() throws Exception {
        CountingTransactions transactions = new CountingTransactions();
        task.initialize(new FakeTaskContext(config(), transactions));
        task.start(config());
        try {
            task.poll();
            task.poll();
        } finally {
            task.stop();
        }

        assertThat(transactions.requests).containsExactly("commit after the batch", "commit after the batch");
    }

    @Test
    @Timeout(30)
    void theTransactionOfABatchEndsWithItsLastRow() throws Exception {
        CountingTransactions transactions = new CountingTransactions();
        task.initialize(new FakeTaskContext(config(), transactions));
        task.start(config());
        try {
            CompletableFuture<HttpResponse<String>> answer = new Client(task.port()).postAsync("[{\"n\":1},{\"n\":2}]");
            List<SourceRecord> batch = null;
            while (batch == null) {
                transactions.requests.clear();
                batch = task.poll();
            }

            assertThat(transactions.requests).isEmpty();
            assertThat(transactions.lastRows).containsExactly(batch.get(1));
            task.stop();
            assertThat(answer.get().statusCode()).isEqualTo(503);
        } finally {
            task.stop();
        }
    }

    @Test
    void aPollWithoutRequestsReturnsNullAsConnectExpects() throws Exception {
        task.initialize(new FakeTaskContext(config()));
        task.start(config());
        try {
            assertThat(task.poll()).isNull();
        } finally {
            task.stop();
        }
    }

    @Test
    void aTaskWhoseStartFailedCanBeStopped() {
        task.initialize(new FakeTaskContext(config()));
        assertThatThrownBy(() -> task.start(config("http.port", "-1"))).isInstanceOf(ConfigException.class);

        task.stop();

        assertThat(task.port()).isZero();
    }

    @Test
    void theWorkerMayCommitBeforeTheTaskHasStarted() {
        task.initialize(new FakeTaskContext(config()));

        task.commit();
        task.start(config());

        assertThat(task.port()).isPositive();
        task.stop();
    }

    @Test
    void stoppingTwiceChangesNothing() {
        task.initialize(new FakeTaskContext(config()));
        task.start(config());

        task.stop();
        task.stop();

        assertThat(task.port()).isZero();
    }
}
