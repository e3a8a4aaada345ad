package io.pitwall.sink.windowing.aggregate;

import io.pitwall.transforms.row.MatchedNames;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The columns of a slice by name, so that what is given out does not depend on which column was seen first. */
final class NameOrder {

    private final MatchedNames names;
    /** By id; of the names known when it was last made. */
    private int[] ranks = {};

    NameOrder(MatchedNames names) {
        this.names = names;
    }

    int[] indexesByName(ColumnSlices columns) {
        if (ranks.length != names.size()) {
            rank();
        }
        long[] indexesUnderRanks = new long[columns.size()];
        for (int index = 0; index < indexesUnderRanks.length; index++) {
            indexesUnderRanks[index] = (long) ranks[columns.id(index)] << Integer.SIZE | index;
        }
        Arrays.sort(indexesUnderRanks);
        return Arrays.stream(indexesUnderRanks)
                .mapToInt(rankAndIndex -> (int) rankAndIndex)
                .toArray();
    }

    private void rank() {
        int[] ids = IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparing(names::name))
                .mapToInt(Integer::intValue)
                .toArray();
        ranks = new int[ids.length];
        for (int rank = 0; rank < ids.length; rank++) {
            ranks[ids[rank]] = rank;
        }
    }
}
