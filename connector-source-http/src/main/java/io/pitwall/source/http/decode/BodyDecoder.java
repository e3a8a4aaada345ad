package io.pitwall.source.http.decode;

import java.util.List;

/** Turns the bodies of requests into rows: all of a body, or nothing and the reasons. Immutable, shared by the listener's threads. */
public final class BodyDecoder {

    private final RecordSettings settings;
    private final WantedFields wantedWithoutColumns;

    public BodyDecoder(RecordSettings settings) {
        this.settings = settings;
        this.wantedWithoutColumns = new WantedFields(settings, List.of());
    }

    /**
     * Begins a body.
     *
     * @param columns what the request's head adds to each row, unless the body has fields of these names
     * @param alreadyReserved of the budget, for the length the head announces; 0 where it announces none. The reader
     *     uses it up first, and gives it back with the rest
     */
    public BodyReader begin(
            BodyFormat format,
            ContentCoding coding,
            List<RequestColumn> columns,
            MemoryBudget budget,
            long alreadyReserved) {
        HeldBytes held = new HeldBytes(budget, alreadyReserved);
        WantedFields wanted = columns.isEmpty() ? wantedWithoutColumns : new WantedFields(settings, columns);
        BodyScan scan = new BodyScan(settings, wanted, held);
        boolean isPlain = coding == ContentCoding.IDENTITY;
        Body plain =
                switch (format) {
                    case JSON -> new WholeBody(scan, isPlain ? alreadyReserved : 0);
                    case NDJSON -> new LineBody(scan);
                };
        Body body = isPlain
                ? plain
                : new CompressedBody(coding, settings.maxBodyBytes(), new HeldBuffer(held, alreadyReserved), plain);
        return new BodyReader(body, held, settings.maxBodyBytes());
    }
}
