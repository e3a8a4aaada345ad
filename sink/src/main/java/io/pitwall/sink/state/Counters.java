package io.pitwall.sink.state;

/**
 * What became of the rows of a shard since it began: every row that reached the shard is in exactly one of these.
 *
 * @param windowed rows that met at least one open window
 * @param late rows whose windows had all been emitted
 * @param rejected rows that could not be understood
 * @param filtered rows that {@code where} turned away
 */
public record Counters(long windowed, long late, long rejected, long filtered) {

    public static final Counters ZERO = new Counters(0, 0, 0, 0);

    /** All rows in. */
    public long rows() {
        return windowed + late + rejected + filtered;
    }
}
