package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * {@code percentile(x, share)}: the first value, in ascending order, that the given share of all values does not exceed,
 * to within 1 %. NaN comes after every number, as for {@code max}.
 */
final class Percentile extends OfNumbers {

    private final double share;
    private final ObjectField<Quantiles> values;

    Percentile(Fields fields, double share) {
        this.share = share;
        values = new ObjectField<>(fields, Quantiles.class, Quantiles.KIND);
    }

    @Override
    public void add(Accumulators slices, int slice, Cell value, long timestampMs) {
        if (!value.isNull()) {
            values.in(slices, slice, Quantiles::new).add(value.asDouble());
        }
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        Quantiles added = values.in(from, fromSlice);
        Quantiles known = values.in(into, intoSlice);
        if (known != null && added != null) {
            known.addAll(added);
        } else if (added != null) {
            values.set(into, intoSlice, added.copy());
        }
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        Quantiles known = values.in(slices, slice);
        if (known == null) {
            result.setNull();
        } else {
            result.setDouble(known.at(share));
        }
    }
}
