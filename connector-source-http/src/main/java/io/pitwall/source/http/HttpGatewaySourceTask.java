package io.pitwall.source.http;

import io.pitwall.source.http.acknowledge.GatewayRecord;
import io.pitwall.source.http.config.GatewayConfig;
import io.pitwall.source.http.deduplicate.Deduplicator;
import io.pitwall.source.http.deduplicate.TaskShare;
import io.pitwall.source.http.handover.Intake;
import io.pitwall.source.http.listen.Listeners;
import io.pitwall.source.http.metrics.Showcase;
import io.pitwall.source.http.metrics.Showcase.Shown;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the rows of POST requests to the worker, and answers each request once the worker reports them committed. */
public final class HttpGatewaySourceTask extends SourceTask {

    private static final Logger log = LoggerFactory.getLogger(HttpGatewaySourceTask.class);

    /** Short, because a worker tells a task that it stops only between two polls. */
    private static final long MAX_WAIT_MS = 200;

    /** Set by the task's thread; the worker's other threads report and commit. */
    private volatile @Nullable Intake intake;

    private Listeners.@Nullable Share listener;
    private Shown shown = Shown.NONE;

    @Override
    public String version() {
        return GatewayVersion.get();
    }

    @Override
    public void start(Map<String, String> properties) {
        TaskShare share = TaskShare.of(properties);
        GatewayConfig config = new GatewayConfig(TaskShare.connectorConfigOf(properties));
        if (!config.isEveryFailureFatal()) {
            log.warn("errors.tolerance=all hides failed sends: without exactly-once support, "
                    + "a request with a row that a transform drops is answered 503 instead of 200.");
        }
        Intake opened = new Intake(config.intakeSettings(), InstantSource.system(), share, deduplicator(config, share));
        intake = opened;
        listener = Listeners.ofThisWorker()
                .open(config.bindAddress(), config.listenerSettings(), config.gatewaySettings(), opened);
        shown = Showcase.ofTask(context, opened.metrics());
    }

    private Optional<Deduplicator> deduplicator(GatewayConfig config, TaskShare share) {
        OptionalLong expiryMs = config.dedupExpiryMs();
        return expiryMs.isPresent()
                ? Optional.of(Deduplicator.restore(share, expiryMs.getAsLong(), context.offsetStorageReader()))
                : Optional.empty();
    }

    /** The port requests come in on, also where {@code http.port} is 0. */
    int port() {
        return listener == null ? 0 : listener.port();
    }

    /** What the task's clients have sent and not been answered for. */
    long inflightBytes() {
        return listener == null ? 0 : listener.inflightBytes();
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        List<SourceRecord> batch = started().poll(MAX_WAIT_MS);
        endTransactionWith(batch);
        return batch.isEmpty() ? null : batch;
    }

    /**
     * With {@code transaction.boundary=connector}; the other boundaries need no word from the task. The end is asked for at the
     * last row: a worker that is stopped while it repeats a send would obey a request for the end of the batch at once, and
     * commit a part of it.
     */
    private void endTransactionWith(List<SourceRecord> batch) {
        TransactionContext transaction = context.transactionContext();
        if (transaction == null) {
            return;
        }
        if (batch.isEmpty()) {
            // Commits nothing, but makes the worker call commit(): see Acknowledgements on rows that are all dropped.
            transaction.commitTransaction();
        } else {
            transaction.commitTransaction(batch.get(batch.size() - 1));
        }
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        started().report((GatewayRecord) record, metadata);
    }

    /** Without exactly-once support from a thread that does not wait for the start. */
    @Override
    public void commit() {
        Intake opened = intake;
        if (opened != null) {
            opened.commit();
        }
    }

    /** Comes also after a start that failed. */
    @Override
    public void stop() {
        shown.close();
        Intake opened = intake;
        if (opened != null) {
            opened.stop();
        }
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    private Intake started() {
        Intake opened = intake;
        if (opened == null) {
            throw new IllegalStateException("The task has not been started");
        }
        return opened;
    }
}
