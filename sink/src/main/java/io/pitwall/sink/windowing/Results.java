package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.query.WindowQuery;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.row.Row;

/**
 * Where the engine puts what it decided. The row is the engine's own and is overwritten by the next result: read the
 * cells of {@link WindowQuery#outputs} before returning.
 */
public interface Results {

    /** A window {@code [startMs, endMs)} of a key is final. */
    void window(byte[] key, long startMs, long endMs, Row values);

    /** The same window also fires an alert; comes after {@link #window}, or alone where {@code having} held it back. */
    void alert(byte[] key, long startMs, long endMs, long alertTimeMs, Row values);

    /**
     * An expression over a window's aggregates met a value it cannot compute with, such as the last of a column of texts
     * plus one. The column is null, or the condition does not hold; everything else goes on.
     */
    void uncomputable(EvaluationException problem);
}
