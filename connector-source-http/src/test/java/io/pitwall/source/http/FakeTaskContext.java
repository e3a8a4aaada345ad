package io.pitwall.source.http;

import io.pitwall.source.http.deduplicate.StoredOffsets;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** The context of a task, with or without a transaction of its own to bound, and metrics. */
record FakeTaskContext(
        Map<String, String> configs,
        @Nullable TransactionContext transactionContext,
        @Nullable PluginMetrics pluginMetrics,
        OffsetStorageReader offsetStorageReader)
        implements SourceTaskContext {

    FakeTaskContext(Map<String, String> configs) {
        this(configs, null);
    }

    FakeTaskContext(Map<String, String> configs, @Nullable TransactionContext transactionContext) {
        this(configs, transactionContext, null, new StoredOffsets());
    }
}
