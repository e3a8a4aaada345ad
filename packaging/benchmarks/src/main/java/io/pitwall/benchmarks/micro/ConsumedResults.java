package io.pitwall.benchmarks.micro;

import io.pitwall.sink.windowing.Results;
import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.row.Row;
import org.openjdk.jmh.infra.Blackhole;

/** Results that are thrown away, but not optimised away. */
record ConsumedResults(Blackhole blackhole) implements Results {

    @Override
    public void window(byte[] key, long startMs, long endMs, Row values) {
        blackhole.consume(values);
    }

    @Override
    public void update(byte[] key, long startMs, long endMs, Row values) {
        blackhole.consume(values);
    }

    @Override
    public void alert(byte[] key, long startMs, long endMs, long alertTimeMs, Row values) {
        blackhole.consume(values);
    }

    @Override
    public void cleared(byte[] key, long startMs, long endMs, long clearedTimeMs, Row values) {
        blackhole.consume(values);
    }

    @Override
    public void expired() {
        throw new IllegalStateException("Keys live for ever.");
    }

    @Override
    public void unusable(EvaluationException problem) {
        throw problem;
    }

    @Override
    public void uncomputable(EvaluationException problem) {
        throw problem;
    }
}
