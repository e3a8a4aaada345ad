package io.pitwall.sink.windowing.aggregate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;

/** How often which number was seen, to within 1 % of the number; infinities and NaN apart. */
/*
 * DDSketch after Masson, Rim and Lee (VLDB 2019): numbers are counted in bins whose bounds grow by 2 %, for negative and
 * positive ones each, of which the 2,048 farthest from zero are kept, 17 orders of magnitude; what is nearer to zero is
 * counted in the last of them. So a sketch takes at most 33 KB, and what it holds follows from the numbers alone, not from
 * their order or how they were merged. Bins come from arithmetic alone, since a logarithm may differ between machines.
 *
 *   negative infinities | zeros | positive infinities | NaN | negative bins | positive bins
 *   bins = how many | first index, as zigzag | count | { distance from the index before | count }*
 *
 * all of them integers of 7 bits a byte, the least significant first.
 */
final class Quantiles {

    static final ReferenceKind KIND =
            ReferenceKind.of(Quantiles.class, Quantiles::copy, Quantiles::toBytes, Quantiles::fromBytes);

    private static final int MOST_BINS = 2_048;
    private static final IndexMapping BINS = new CubicallyInterpolatedMapping(0.01);

    private final DDSketch finite;
    private long negativeInfinities;
    private long positiveInfinities;
    private long nans;

    Quantiles() {
        this(new DDSketch(BINS, () -> new CollapsingLowestDenseStore(MOST_BINS)));
    }

    private Quantiles(DDSketch finite) {
        this.finite = finite;
    }

    void add(double value) {
        if (Double.isNaN(value)) {
            nans++;
        } else if (value == Double.POSITIVE_INFINITY) {
            positiveInfinities++;
        } else if (value == Double.NEGATIVE_INFINITY) {
            negativeInfinities++;
        } else {
            // The last bin ends before the greatest doubles, within 1 % of them.
            double most = BINS.maxIndexableValue();
            finite.accept(Math.max(-most, Math.min(most, value)));
        }
    }

    void addAll(Quantiles other) {
        finite.mergeWith(other.finite);
        negativeInfinities += other.negativeInfinities;
        positiveInfinities += other.positiveInfinities;
        nans += other.nans;
    }

    private long count() {
        return negativeInfinities + (long) finite.getCount() + positiveInfinities + nans;
    }

    private long zeros() {
        return (long) (finite.getCount()
                - finite.getNegativeValueStore().getTotalCount()
                - finite.getPositiveValueStore().getTotalCount());
    }

    /**
     * The first value, in ascending order, that at least this share of all values does not exceed, as {@code
     * percentile_disc} of SQL. There must be one.
     */
    double at(double share) {
        long rank = Math.max(0, (long) Math.ceil(share * count()) - 1) - negativeInfinities;
        if (rank < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        for (Iterator<Bin> bins = finite.getNegativeValueStore().getDescendingIterator(); bins.hasNext(); ) {
            Bin bin = bins.next();
            rank -= (long) bin.getCount();
            if (rank < 0) {
                return -BINS.value(bin.getIndex());
            }
        }
        rank -= zeros();
        if (rank < 0) {
            return 0;
        }
        for (Iterator<Bin> bins = finite.getPositiveValueStore().getAscendingIterator(); bins.hasNext(); ) {
            Bin bin = bins.next();
            rank -= (long) bin.getCount();
            if (rank < 0) {
                return BINS.value(bin.getIndex());
            }
        }
        return rank < positiveInfinities ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    Quantiles copy() {
        Quantiles copy = new Quantiles(finite.copy());
        copy.negativeInfinities = negativeInfinities;
        copy.positiveInfinities = positiveInfinities;
        copy.nans = nans;
        return copy;
    }

    private byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(4 * VarLong.MOST_BYTES
                + mostBytes(finite.getNegativeValueStore())
                + mostBytes(finite.getPositiveValueStore()));
        VarLong.put(out, negativeInfinities);
        VarLong.put(out, zeros());
        VarLong.put(out, positiveInfinities);
        VarLong.put(out, nans);
        put(out, finite.getNegativeValueStore());
        put(out, finite.getPositiveValueStore());
        return Arrays.copyOf(out.array(), out.position());
    }

    private static int mostBytes(Store store) {
        return (1 + 2 * (int) store.getStream().count()) * VarLong.MOST_BYTES;
    }

    private static void put(ByteBuffer out, Store store) {
        VarLong.put(out, store.getStream().count());
        long previous = 0;
        boolean isFirst = true;
        for (Iterator<Bin> bins = store.getAscendingIterator(); bins.hasNext(); ) {
            Bin bin = bins.next();
            if (bin.getCount() > 0) {
                long index = bin.getIndex();
                VarLong.put(out, isFirst ? VarLong.zigzag(index) : index - previous);
                VarLong.put(out, (long) bin.getCount());
                previous = index;
                isFirst = false;
            }
        }
    }

    private static Quantiles fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Quantiles read = new Quantiles();
        read.negativeInfinities = VarLong.get(in);
        read.finite.accept(0, (double) VarLong.get(in));
        read.positiveInfinities = VarLong.get(in);
        read.nans = VarLong.get(in);
        get(in, read.finite.getNegativeValueStore());
        get(in, read.finite.getPositiveValueStore());
        return read;
    }

    private static void get(ByteBuffer in, Store store) {
        long bins = VarLong.get(in);
        long index = 0;
        for (long bin = 0; bin < bins; bin++) {
            long step = VarLong.get(in);
            index = bin == 0 ? VarLong.unzigzag(step) : index + step;
            store.add((int) index, VarLong.get(in));
        }
    }
}
