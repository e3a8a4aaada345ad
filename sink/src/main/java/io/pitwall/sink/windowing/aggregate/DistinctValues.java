package io.pitwall.sink.windowing.aggregate;

import com.dynatrace.hash4j.distinctcount.HyperLogLog;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A set of values known by their 64-bit hashes, of which only the size is asked. */
/*
 * HyperLogLog after Flajolet et al. (AOFA 2007) with 4,096 registers of 6 bits, 3,072 bytes: standard error
 * 1.04 / sqrt(4096) = 1.6 %. While there are at most 768 hashes, which then take no more room, they are listed instead,
 * each shortened to a 32-bit token of which the sketch can still be made; two of n values share a token with
 * probability n² / 2^27, so such a set is exact to all intents. What is held follows from the set of values alone, not
 * from their order or how they were merged.
 *
 *   few    00 | token (4)*, ascending
 *   many   01 | registers (3072), as the library packs them
 */
final class DistinctValues {

    static final ReferenceKind KIND = ReferenceKind.of(
            DistinctValues.class,
            DistinctValues::copy,
            DistinctValues::toBytes,
            DistinctValues::fromBytes,
            DistinctValues::heapBytes);

    private static final int MOST_TOKENS = 768;
    private static final int PRECISION = 12;
    private static final int REGISTERS_BYTES = 3_072;
    private static final byte FEW = 0;
    private static final byte MANY = 1;

    /** The first {@link #size} are ascending and distinct; of no meaning once there is a sketch. */
    private int[] tokens;

    private int size;
    private @Nullable HyperLogLog sketch;

    DistinctValues() {
        tokens = new int[4];
    }

    private DistinctValues(int[] tokens, int size, @Nullable HyperLogLog sketch) {
        this.tokens = tokens;
        this.size = size;
        this.sketch = sketch;
    }

    void add(long hash) {
        if (sketch != null) {
            sketch.add(hash);
        } else {
            addToken(HyperLogLog.computeToken(hash));
        }
    }

    private void addToken(int token) {
        int found = Arrays.binarySearch(tokens, 0, size, token);
        if (found >= 0) {
            return;
        }
        if (size == MOST_TOKENS) {
            toSketch().addToken(token);
            return;
        }
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.min(2 * size, MOST_TOKENS));
        }
        int place = -found - 1;
        System.arraycopy(tokens, place, tokens, place + 1, size - place);
        tokens[place] = token;
        size++;
    }

    private HyperLogLog toSketch() {
        HyperLogLog made = sketch;
        if (made == null) {
            made = HyperLogLog.create(PRECISION);
            for (int i = 0; i < size; i++) {
                made.addToken(tokens[i]);
            }
            sketch = made;
            tokens = new int[0];
            size = 0;
        }
        return made;
    }

    void addAll(DistinctValues other) {
        if (other.sketch != null) {
            toSketch().add(other.sketch);
        } else if (sketch != null) {
            for (int i = 0; i < other.size; i++) {
                sketch.addToken(other.tokens[i]);
            }
        } else {
            addAllTokens(other);
        }
    }

    private void addAllTokens(DistinctValues other) {
        int[] before = tokens;
        int beforeSize = size;
        tokens = new int[beforeSize + other.size];
        size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < beforeSize || theirs < other.size) {
            boolean isMine = theirs == other.size || (mine < beforeSize && before[mine] <= other.tokens[theirs]);
            int next = isMine ? before[mine++] : other.tokens[theirs++];
            if (size == 0 || tokens[size - 1] != next) {
                tokens[size++] = next;
            }
        }
        if (size > MOST_TOKENS) {
            toSketch();
        }
    }

    /** How many there are; exact while they are few, else an estimate. */
    long size() {
        return sketch == null ? size : Math.round(sketch.getDistinctCountEstimate());
    }

    DistinctValues copy() {
        return new DistinctValues(Arrays.copyOf(tokens, size), size, sketch == null ? null : sketch.copy());
    }

    private long heapBytes() {
        return 48 + (sketch == null ? (long) Integer.BYTES * tokens.length : 56 + REGISTERS_BYTES);
    }

    private byte[] toBytes() {
        if (sketch != null) {
            byte[] registers = sketch.getState();
            return ByteBuffer.allocate(1 + registers.length)
                    .put(MANY)
                    .put(registers)
                    .array();
        }
        ByteBuffer out = ByteBuffer.allocate(1 + size * Integer.BYTES).put(FEW);
        for (int i = 0; i < size; i++) {
            out.putInt(tokens[i]);
        }
        return out.array();
    }

    private static DistinctValues fromBytes(byte[] bytes) {
        if (bytes[0] == MANY) {
            return new DistinctValues(new int[0], 0, HyperLogLog.wrap(Arrays.copyOfRange(bytes, 1, bytes.length)));
        }
        int[] tokens = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes, 1, bytes.length - 1).asIntBuffer().get(tokens);
        return new DistinctValues(tokens, tokens.length, null);
    }
}
