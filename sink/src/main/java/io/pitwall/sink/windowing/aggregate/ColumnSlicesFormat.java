package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.MatchedNames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@link ColumnSlices} as bytes, in order of names.
 *
 * <pre>
 * { length of the name (4) | name in UTF-8 | words (8 each) | references }*
 * reference   length in bytes + 1, or 0 for none (4) | bytes
 * </pre>
 */
final class ColumnSlicesFormat {

    private final Accumulators.Layout layout;
    private final MatchedNames names;
    private final NameOrder order;

    ColumnSlicesFormat(Accumulators.Layout layout, MatchedNames names, NameOrder order) {
        this.layout = layout;
        this.names = names;
        this.order = order;
    }

    byte[] toBytes(ColumnSlices columns) {
        byte[][] namesHere = new byte[columns.size()][];
        byte[][][] references = new byte[columns.size()][][];
        int bytes = 0;
        for (int index = 0; index < columns.size(); index++) {
            namesHere[index] = names.name(columns.id(index)).getBytes(StandardCharsets.UTF_8);
            references[index] = references(columns.slices(), index);
            bytes += Integer.BYTES + namesHere[index].length + layout.words() * Long.BYTES;
            for (byte @Nullable [] reference : references[index]) {
                bytes += Integer.BYTES + (reference == null ? 0 : reference.length);
            }
        }
        ByteBuffer out = ByteBuffer.allocate(bytes);
        for (int index : order.indexesByName(columns)) {
            out.putInt(namesHere[index].length).put(namesHere[index]);
            for (int word = 0; word < layout.words(); word++) {
                out.putLong(columns.slices().word(index, word));
            }
            for (byte @Nullable [] reference : references[index]) {
                put(out, reference);
            }
        }
        return out.array();
    }

    private byte @Nullable [][] references(Accumulators slices, int slice) {
        byte @Nullable [][] bytes = new byte[layout.references().size()][];
        for (int field = 0; field < bytes.length; field++) {
            Object reference = slices.reference(slice, field);
            bytes[field] =
                    reference == null ? null : layout.references().get(field).toBytes(reference);
        }
        return bytes;
    }

    private static void put(ByteBuffer out, byte @Nullable [] reference) {
        if (reference == null) {
            out.putInt(0);
        } else {
            out.putInt(reference.length + 1).put(reference);
        }
    }

    ColumnSlices fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ColumnSlices columns = new ColumnSlices(layout, 1);
        while (in.hasRemaining()) {
            int column = columns.open(names.idOf(new String(get(in, in.getInt()), StandardCharsets.UTF_8)));
            for (int word = 0; word < layout.words(); word++) {
                columns.slices().setWord(column, word, in.getLong());
            }
            for (int field = 0; field < layout.references().size(); field++) {
                int length = in.getInt();
                Object reference =
                        length == 0 ? null : layout.references().get(field).fromBytes(get(in, length - 1));
                columns.slices().setReference(column, field, reference);
            }
        }
        return columns;
    }

    private static byte[] get(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
