package io.pitwall.source.http.decode;

/** A body that is one JSON value: kept until it is complete, then scanned. Its rows are slices of it. */
final class WholeBody implements Body {

    private final BodyScan scan;
    private final HeldBuffer text;

    WholeBody(BodyScan scan, long expectedBytes) {
        this.scan = scan;
        this.text = new HeldBuffer(scan.held(), expectedBytes);
    }

    @Override
    public void append(byte[] chunk, int offset, int length) throws RefusedBodyException {
        text.append(chunk, offset, length);
    }

    @Override
    public DecodedBody finish() throws RefusedBodyException {
        text.trim();
        byte[] bytes = text.bytes();
        int length = text.length();
        text.handOver();
        scan.rows().adoptText(bytes.length);
        scan.readBody(bytes, Body.startOfText(bytes, length), length);
        return scan.finish();
    }
}
