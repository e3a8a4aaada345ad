package io.pitwall.source.http.decode;

/** A budget that knows what is taken, and refuses what would be too much or makes no sense. */
public final class CountedBudget implements MemoryBudget {

    private final long maxBytes;
    private long takenBytes;
    private long peakBytes;

    public CountedBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    public static CountedBudget unlimited() {
        return new CountedBudget(Long.MAX_VALUE);
    }

    @Override
    public boolean tryGrow(long moreBytes) {
        if (moreBytes <= 0) {
            throw new AssertionError("Asked to grow by " + moreBytes);
        }
        if (moreBytes > maxBytes - takenBytes) {
            return false;
        }
        takenBytes += moreBytes;
        peakBytes = Math.max(peakBytes, takenBytes);
        return true;
    }

    @Override
    public void shrink(long bytes) {
        if (bytes <= 0 || bytes > takenBytes) {
            throw new AssertionError("Asked to shrink by " + bytes + " of " + takenBytes);
        }
        takenBytes -= bytes;
    }

    public long takenBytes() {
        return takenBytes;
    }

    public long peakBytes() {
        return peakBytes;
    }
}
