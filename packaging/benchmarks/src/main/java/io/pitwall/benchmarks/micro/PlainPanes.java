package io.pitwall.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The floor of windowed sums in plain Java: per key a ring of panes in an array, each window the sum of its panes. No late
 * rows, no gaps, no state kept; rows come in time order.
 */
final class PlainPanes {

    private final int panes;
    private final long paneMs;
    private final Map<ByteBuffer, double[]> ringByKey = new HashMap<>();
    private long currentPane = Long.MIN_VALUE;

    PlainPanes(int panes, long paneMs) {
        this.panes = panes;
        this.paneMs = paneMs;
    }

    void add(byte[] key, long timeMs, double value, Blackhole results) {
        long pane = Math.floorDiv(timeMs, paneMs);
        if (pane > currentPane) {
            closeWindow(pane, results);
        }
        double[] ring = ringByKey.computeIfAbsent(ByteBuffer.wrap(key), unseen -> new double[panes]);
        ring[(int) Math.floorMod(pane, (long) panes)] += value;
    }

    /** Gives out the window that ends where {@code pane} begins, and clears that pane's place in the ring. */
    private void closeWindow(long pane, Blackhole results) {
        currentPane = pane;
        int place = (int) Math.floorMod(pane, (long) panes);
        for (double[] ring : ringByKey.values()) {
            double sum = 0;
            for (double paneSum : ring) {
                sum += paneSum;
            }
            results.consume(sum);
            ring[place] = 0;
        }
    }
}
