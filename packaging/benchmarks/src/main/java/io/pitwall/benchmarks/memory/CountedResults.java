package io.pitwall.benchmarks.memory;

import io.pitwall.sink.windowing.Results;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.row.Row;

/** Counts final windows. */
final class CountedResults implements Results {

    private long windows;

    long windows() {
        return windows;
    }

    @Override
    public void window(byte[] key, long startMs, long endMs, Row values) {
        windows++;
    }

    @Override
    public void update(byte[] key, long startMs, long endMs, Row values) {}

    @Override
    public void alert(byte[] key, long startMs, long endMs, long alertTimeMs, Row values) {}

    @Override
    public void cleared(byte[] key, long startMs, long endMs, long clearedTimeMs, Row values) {}

    @Override
    public void expired() {}

    @Override
    public void unusable(EvaluationException problem) {
        throw problem;
    }

    @Override
    public void uncomputable(EvaluationException problem) {
        throw problem;
    }
}
