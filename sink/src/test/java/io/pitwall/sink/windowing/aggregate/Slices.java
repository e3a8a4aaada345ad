package io.pitwall.sink.windowing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwall.transforms.row.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A few slices of one aggregate, filled and read with plain values. */
final class Slices {

    private static final int COUNT = 64;

    private final Aggregate aggregate;
    private final Accumulators.Layout layout;
    final Accumulators accumulators;

    Slices(Function<Aggregate.Fields, Aggregate> factory) {
        Aggregate.Fields fields = new Aggregate.Fields();
        aggregate = factory.apply(fields);
        layout = fields.layout();
        accumulators = new Accumulators(layout, COUNT);
    }

    /** The result over values that come one after the other, at times 0, 1, 2, …; through one slice and through many. */
    static @Nullable Object fold(Function<Aggregate.Fields, Aggregate> factory, @Nullable Object... values) {
        Slices slices = new Slices(factory);
        for (int i = 0; i < values.length; i++) {
            slices.add(0, i, values[i]);
            slices.add(2, i, values[i]);
            slices.combine(1, 2);
            slices.accumulators.clear(2);
        }
        assertThat(slices.finish(1)).as("combined from one slice per value").isEqualTo(slices.finish(0));
        return slices.finish(0);
    }

    Slices(AggregateFunction function) {
        this(fields -> function.create(fields, Double.NaN));
    }

    static @Nullable Object fold(AggregateFunction function, @Nullable Object... values) {
        return fold(fields -> function.create(fields, Double.NaN), values);
    }

    void add(int slice, long timestampMs, @Nullable Object value) {
        Cell cell = cell(value);
        assertThat(aggregate.accepts(cell.kind())).isTrue();
        aggregate.add(accumulators, slice, cell, timestampMs);
    }

    void combine(int into, int from) {
        aggregate.combine(accumulators, into, accumulators, from);
    }

    @Nullable
    Object finish(int slice) {
        Cell result = new Cell();
        aggregate.finish(accumulators, slice, result);
        return result.boxed();
    }

    /** The result, which must be a number. */
    double number(int slice) {
        return ((Number) Objects.requireNonNull(finish(slice))).doubleValue();
    }

    /** What would be persisted of the objects of a slice. */
    List<byte @Nullable []> references(int slice) {
        List<byte @Nullable []> bytes = new ArrayList<>();
        for (int field = 0; field < layout.references().size(); field++) {
            Object reference = accumulators.reference(slice, field);
            bytes.add(reference == null ? null : layout.references().get(field).toBytes(reference));
        }
        return bytes;
    }

    long[] words(int slice) {
        return IntStream.range(0, layout.words())
                .mapToLong(field -> accumulators.word(slice, field))
                .toArray();
    }

    /** Puts into a slice what is left of another after it was persisted and restored. */
    void restore(int from, int into) {
        long[] words = words(from);
        for (int field = 0; field < words.length; field++) {
            accumulators.setWord(into, field, words[field]);
        }
        List<byte @Nullable []> references = references(from);
        for (int field = 0; field < references.size(); field++) {
            byte[] bytes = references.get(field);
            accumulators.setReference(
                    into,
                    field,
                    bytes == null ? null : layout.references().get(field).fromBytes(bytes));
        }
    }

    static Cell cell(@Nullable Object value) {
        Cell cell = new Cell();
        if (value == null) {
            cell.setNull();
        } else if (value instanceof Long integer) {
            cell.setLong(integer);
        } else if (value instanceof Integer integer) {
            cell.setLong(integer);
        } else if (value instanceof Double number) {
            cell.setDouble(number);
        } else if (value instanceof Boolean truth) {
            cell.setBoolean(truth);
        } else {
            cell.setText((String) value);
        }
        return cell;
    }
}
