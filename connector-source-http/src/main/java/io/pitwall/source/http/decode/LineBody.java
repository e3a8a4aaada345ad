package io.pitwall.source.http.decode;

import io.pitwall.source.http.decode.RefusedBodyException.OverBudget;
import io.pitwall.source.http.decode.RefusedBodyException.Undecodable;

/**
 * A body of lines, each a JSON value (NDJSON): scanned as they arrive. Between two chunks only the rows so far and the
 * line that is not complete yet are kept.
 *
 * <pre>
 *   chunks   {"x":1}\n{"x"   :2}\n{"x":3}\n   {"x":4}
 *   blocks   └ block ┘└──────── block ────┘   └ rest ┘   rows share the array of their block
 * </pre>
 *
 * <p>A block is read in one go. Only where that fails is it read again line by line, to tell what is wrong with which
 * line.
 */
final class LineBody implements Body {

    private final BodyScan scan;
    private final HeldBuffer incompleteLine;
    private boolean hasReadABlock;
    private long linesBefore;

    LineBody(BodyScan scan) {
        this.scan = scan;
        this.incompleteLine = new HeldBuffer(scan.held(), 0);
    }

    @Override
    public void append(byte[] chunk, int offset, int length) throws RefusedBodyException {
        int rest = endOfLastLine(chunk, offset, length);
        if (rest > offset) {
            readBlock(completed(chunk, offset, rest - offset));
        }
        if (rest < offset + length) {
            incompleteLine.append(chunk, rest, offset + length - rest);
        }
    }

    private static int endOfLastLine(byte[] chunk, int offset, int length) {
        int end = offset + length;
        while (end > offset && chunk[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** The incomplete line and what completes it, in an array of their own. */
    private byte[] completed(byte[] chunk, int offset, int length) throws OverBudget {
        int before = incompleteLine.length();
        scan.rows().holdText((long) before + length);
        byte[] block = new byte[before + length];
        System.arraycopy(incompleteLine.bytes(), 0, block, 0, before);
        System.arraycopy(chunk, offset, block, before, length);
        incompleteLine.clear();
        return block;
    }

    @Override
    public DecodedBody finish() throws RefusedBodyException {
        if (incompleteLine.length() > 0) {
            incompleteLine.trim();
            int length = incompleteLine.length();
            byte[] block = incompleteLine.bytes();
            incompleteLine.handOver();
            scan.rows().adoptText(block.length);
            read(block, length);
        }
        return scan.finish();
    }

    private void readBlock(byte[] block) throws OverBudget, Undecodable {
        read(block, block.length);
        if (scan.violations().isFull()) {
            // Nobody will be told more: no need for the rest of the body.
            throw new Undecodable(scan.violations().list());
        }
    }

    /** Reads {@code block[0, length)}, accounted for as text of the rows, and keeps it where rows are slices of it. */
    private void read(byte[] block, int length) throws OverBudget {
        int start = hasReadABlock ? 0 : Body.startOfText(block, length);
        hasReadABlock = true;
        Rows.Mark before = scan.rows().mark();
        boolean isSound = scan.violations().isEmpty();
        if (!isSound || !scan.readLinesAtOnce(block, start, length)) {
            if (isSound) {
                scan.violations().clear();
            }
            scan.names().reset();
            scan.rows().rewind(before);
            readLineByLine(block, start, length);
        }
        linesBefore += newlines(block, length);
        if (!scan.violations().isEmpty()) {
            scan.rows().drop();
        } else if (scan.rows().size() == before.size()) {
            scan.rows().dropText(block.length);
        }
    }

    private void readLineByLine(byte[] block, int start, int length) throws OverBudget {
        long number = linesBefore + 1;
        int lineStart = start;
        while (lineStart < length && !scan.violations().isFull()) {
            int lineEnd = lineStart;
            while (lineEnd < length && block[lineEnd] != '\n') {
                lineEnd++;
            }
            scan.readLine(block, lineStart, lineEnd, number++);
            lineStart = lineEnd + 1;
        }
    }

    private static long newlines(byte[] block, int length) {
        long newlines = 0;
        for (int i = 0; i < length; i++) {
            newlines += block[i] == '\n' ? 1 : 0;
        }
        return newlines;
    }
}
