package io.pitwall.sink.windowing.keyed;

import io.pitwall.sink.windowing.aggregate.Accumulators;
import io.pitwall.sink.windowing.aggregate.Varint;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The accumulators of one slice as bytes.
 *
 * <pre>
 * words (8 each) | { length + 1, or 0 for none (varint) | bytes }*
 * </pre>
 */
final class SliceCodec {

    private final Accumulators.Layout layout;

    SliceCodec(Accumulators.Layout layout) {
        this.layout = layout;
    }

    void write(Accumulators slices, int slice, SliceWriter out) {
        for (int word = 0; word < layout.words(); word++) {
            out.putLong(slices.word(slice, word));
        }
        for (int field = 0; field < layout.references().size(); field++) {
            Object reference = slices.reference(slice, field);
            if (reference == null) {
                out.putVarint(0);
            } else {
                byte[] bytes = layout.references().get(field).toBytes(reference);
                out.putVarint(bytes.length + 1L);
                out.putBytes(bytes);
            }
        }
    }

    void read(ByteBuffer in, Accumulators slices, int slice) {
        for (int word = 0; word < layout.words(); word++) {
            slices.setWord(slice, word, in.getLong());
        }
        for (int field = 0; field < layout.references().size(); field++) {
            byte[] bytes = reference(in);
            slices.setReference(
                    slice,
                    field,
                    bytes == null ? null : layout.references().get(field).fromBytes(bytes));
        }
    }

    private static byte @Nullable [] reference(ByteBuffer in) {
        int length = (int) Varint.get(in) - 1;
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Passes over a slice. */
    void skip(ByteBuffer in) {
        in.position(in.position() + layout.words() * Long.BYTES);
        for (int field = 0; field < layout.references().size(); field++) {
            reference(in);
        }
    }
}
