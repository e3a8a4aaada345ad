package io.pitwall.sink.windowing.aggregate;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.pitwall.transforms.row.Cell;

/**
 * {@code count_distinct(x)}: how many different values there are, exact up to several hundred, else with a standard error
 * of 1.6 %. Numbers of the same value are the same, be they integers or doubles; so are all NaN, and 0 and −0.0. Numbers,
 * texts and booleans differ from each other.
 */
final class CountOfDistinct extends OfScalars {

    private static final Hasher64 HASHER = Hashing.komihash5_0();

    /** Mixed into the hash, and hence persisted with it. */
    private static final int INTEGER = 1;

    private static final int FRACTION = 2;
    private static final int BOOLEAN = 3;

    private final ObjectField<DistinctValues> distinct;

    CountOfDistinct(Fields fields) {
        distinct = new ObjectField<>(fields, DistinctValues.class, DistinctValues.KIND);
    }

    @Override
    public void add(Accumulators slices, int slice, Cell value, long timestampMs) {
        if (!value.isNull()) {
            distinct.in(slices, slice, DistinctValues::new).add(hash(value));
        }
    }

    private static long hash(Cell value) {
        return switch (value.kind()) {
            case LONG -> HASHER.hashLongIntToLong(value.asLong(), INTEGER);
            case DOUBLE -> hash(value.asDouble());
            case BOOLEAN -> HASHER.hashLongIntToLong(value.asBoolean() ? 1 : 0, BOOLEAN);
            case TEXT -> HASHER.hashCharsToLong(value.asText());
            case NULL, OTHER -> throw new IllegalArgumentException("A " + value.kind() + " value is never counted");
        };
    }

    private static long hash(double value) {
        boolean isInteger = Math.abs(value) < 0x1p63 && (long) value == value;
        return isInteger
                ? HASHER.hashLongIntToLong((long) value, INTEGER)
                : HASHER.hashLongIntToLong(Double.doubleToLongBits(value), FRACTION);
    }

    @Override
    public void combine(Accumulators into, int intoSlice, Accumulators from, int fromSlice) {
        DistinctValues added = distinct.in(from, fromSlice);
        DistinctValues known = distinct.in(into, intoSlice);
        if (known != null && added != null) {
            known.addAll(added);
        } else if (added != null) {
            distinct.set(into, intoSlice, added.copy());
        }
    }

    @Override
    public void finish(Accumulators slices, int slice, Cell result) {
        DistinctValues known = distinct.in(slices, slice);
        result.setLong(known == null ? 0 : known.size());
    }
}
