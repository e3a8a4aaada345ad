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
import java.util.List;

/** How often which number was seen, to within 1 % of the number; the least, the greatest, infinities and NaN exactly. */
/*
 * DDSketch after Masson, Rim and Lee (VLDB 2019): numbers are counted in bins whose bounds grow by 2 %, for negative and
 * positive ones each, of which the 2,048 farthest from zero are kept, 17 orders of magnitude; what is nearer to zero is
 * counted in the last of them. So a sketch takes at most 33 KB, and what it holds follows from the numbers alone, not from
 * their order or how they were merged. Bins come from arithmetic alone, since a logarithm may differ between machines.
 *
 *   least (8) | greatest (8) | negative infinities | zeros | positive infinities | NaN | negative bins | positive bins
 *   bins = how many | first index, as zigzag | count | { distance from the index before | count }*
 *
 * The two are bits of doubles, all others varints.
 */
final class Quantiles {

    static final ReferenceKind KIND = ReferenceKind.of(
            Quantiles.class, Quantiles::copy, Quantiles::toBytes, Quantiles::fromBytes, Quantiles::heapBytes);

    private static final int MOST_BINS = 2_048;
    private static final int BINS_PER_STEP = 64;
    private static final IndexMapping BINS = new CubicallyInterpolatedMapping(0.01);

    private final DDSketch finite;
    /** Of finite numbers, without -0.0. */
    private double least = Double.POSITIVE_INFINITY;

    private double greatest = Double.NEGATIVE_INFINITY;
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
            least = Math.min(least, value + 0.0);
            greatest = Math.max(greatest, value + 0.0);
            // The last bin ends before the greatest doubles, within 1 % of them.
            double most = BINS.maxIndexableValue();
            finite.accept(Math.max(-most, Math.min(most, value)));
        }
    }

    void addAll(Quantiles other) {
        finite.mergeWith(other.finite);
        least = Math.min(least, other.least);
        greatest = Math.max(greatest, other.greatest);
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
        long rank = Math.max(0, (long) Math.ceil(share * count()) - 1);
        if (rank < negativeInfinities) {
            return Double.NEGATIVE_INFINITY;
        }
        rank -= negativeInfinities;
        long finiteCount = (long) finite.getCount();
        if (rank < finiteCount) {
            return rank == finiteCount - 1 ? greatest : Math.max(least, Math.min(greatest, finiteAt(rank)));
        }
        return rank < finiteCount + positiveInfinities ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    private double finiteAt(long rank) {
        if (rank == 0) {
            return least;
        }
        long rest = rank;
        for (Iterator<Bin> bins = finite.getNegativeValueStore().getDescendingIterator(); bins.hasNext(); ) {
            Bin bin = bins.next();
            rest -= (long) bin.getCount();
            if (rest < 0) {
                return -BINS.value(bin.getIndex());
            }
        }
        rest -= zeros();
        if (rest < 0) {
            return 0;
        }
        for (Iterator<Bin> bins = finite.getPositiveValueStore().getAscendingIterator(); bins.hasNext(); ) {
            Bin bin = bins.next();
            rest -= (long) bin.getCount();
            if (rest < 0) {
                return BINS.value(bin.getIndex());
            }
        }
        return greatest;
    }

    Quantiles copy() {
        Quantiles copy = new Quantiles(finite.copy());
        copy.least = least;
        copy.greatest = greatest;
        copy.negativeInfinities = negativeInfinities;
        copy.positiveInfinities = positiveInfinities;
        copy.nans = nans;
        return copy;
    }

    private long heapBytes() {
        return 256 + heapBytes(finite.getNegativeValueStore()) + heapBytes(finite.getPositiveValueStore());
    }

    /** The library makes room for bins in steps. */
    private static long heapBytes(Store store) {
        long steps = store.isEmpty() ? 0 : (store.getMaxIndex() - store.getMinIndex()) / BINS_PER_STEP + 1;
        return steps * BINS_PER_STEP * Double.BYTES;
    }

    private byte[] toBytes() {
        List<Bin> negative = finite.getNegativeValueStore().getAscendingStream().toList();
        List<Bin> positive = finite.getPositiveValueStore().getAscendingStream().toList();
        byte[] out = new byte[16 + (6 + 2 * negative.size() + 2 * positive.size()) * Varint.MOST_BYTES];
        ByteBuffer.wrap(out).putDouble(least).putDouble(greatest);
        int at = 16;
        for (long count : new long[] {negativeInfinities, zeros(), positiveInfinities, nans}) {
            at = Varint.put(out, at, count);
        }
        at = put(out, at, negative);
        at = put(out, at, positive);
        return Arrays.copyOf(out, at);
    }

    private static int put(byte[] out, int from, List<Bin> bins) {
        int at = Varint.put(out, from, bins.size());
        long previous = 0;
        for (int i = 0; i < bins.size(); i++) {
            long index = bins.get(i).getIndex();
            at = Varint.put(out, at, i == 0 ? Varint.zigzag(index) : index - previous);
            at = Varint.put(out, at, (long) bins.get(i).getCount());
            previous = index;
        }
        return at;
    }

    private static Quantiles fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Quantiles read = new Quantiles();
        read.least = in.getDouble();
        read.greatest = in.getDouble();
        read.negativeInfinities = Varint.get(in);
        read.finite.accept(0, (double) Varint.get(in));
        read.positiveInfinities = Varint.get(in);
        read.nans = Varint.get(in);
        get(in, read.finite.getNegativeValueStore());
        get(in, read.finite.getPositiveValueStore());
        return read;
    }

    private static void get(ByteBuffer in, Store store) {
        long bins = Varint.get(in);
        long index = 0;
        for (long bin = 0; bin < bins; bin++) {
            long step = Varint.get(in);
            index = bin == 0 ? Varint.unzigzag(step) : index + step;
            store.add((int) index, Varint.get(in));
        }
    }
}
