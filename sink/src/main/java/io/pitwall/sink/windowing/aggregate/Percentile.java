package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.Cell;

/**
 * {@code percentile(x, share)}: the first value, in ascending order, that the given share of all values does not exceed,
 * to within 1 %. NaN comes after every number, as for {@code max}.
 */
final class Percentile extends OfNumbers {

    private final double share;
    private final int values;

    Percentile(Fields fields, double share) {
        this.share = share;
        values = fields.nextReference(Quantiles.KIND);
    }

    @Override
    public void add(Accumulators slices, int slice, Cell value, long timestampMs) {
        if (!value.isNull()) {
            valuesIn(slices, slice).add(value.asDouble());
        }
    }

    private Quantiles valuesIn(Accumulators slices, int slice) {
        if (slices.reference(slice, values) instanceof Quantiles known) {
            return known;
        }
        Quantiles none = new Quantiles();
        slices.setReference(slice, values, none);
        return none;
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        if (from.reference(fromSlice, values) instanceof Quantiles added) {
            if (into.reference(intoSlice, values) instanceof Quantiles known) {
                known.addAll(added);
            } else {
                into.setReference(intoSlice, values, added.copy());
            }
        }
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        if (slices.reference(slice, values) instanceof Quantiles known) {
            result.setDouble(known.at(share));
        } else {
            result.setNull();
        }
    }
}
