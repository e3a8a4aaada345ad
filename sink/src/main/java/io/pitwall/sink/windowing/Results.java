package io.pitwall.sink.windowing;

import io.pitwall.sink.windowing.query.Output;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.row.Row;

/**
 * Where the engine puts what it decided. Rows are the engine's own and are overwritten by the next result: read them through
 * {@link Output#in} before returning.
 */
public interface Results {

    /** A window {@code [startMs, endMs)} of a key is final. */
    void window(byte[] key, long startMs, long endMs, Row values);

    /** What a window holds so far. */
    void update(byte[] key, long startMs, long endMs, Row values);

    /** A window fires an alert, final or not, whatever {@code having} says of it. */
    void alert(byte[] key, long startMs, long endMs, long alertTimeMs, Row values);

    /** The alert of a key is over, as a window shows. Only where {@code alert.clear.when} says when. */
    void cleared(byte[] key, long startMs, long endMs, long clearedTimeMs, Row values);

    /**
     * An expression over a window's aggregates met a value it cannot compute with, such as the last of a column of texts
     * plus one. The column is null, or the condition does not hold; everything else goes on.
     */
    void uncomputable(EvaluationException problem);

    /** An argument of an aggregate could not be computed and counts as null; see {@link EngineSettings.OnError#NULL}. */
    void unusable(EvaluationException problem);

    /** A key was forgotten because it had no row for the time to live. */
    void expired();

    /** Whether what has come is to be taken and persisted before there is more. Asked between keys. */
    default boolean areEnough() {
        return false;
    }
}
