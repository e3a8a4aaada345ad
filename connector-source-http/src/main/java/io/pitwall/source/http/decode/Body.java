package io.pitwall.source.http.decode;

/** A body on its way in. Its reader bounds what arrives, and gives back what it holds when it is refused. */
sealed interface Body permits WholeBody, LineBody, CompressedBody {

    void append(byte[] chunk, int offset, int length) throws RefusedBodyException;

    DecodedBody finish() throws RefusedBodyException;

    /** Where the text of a body begins: behind a byte order mark, which some clients send although JSON has none. */
    static int startOfText(byte[] body, int length) {
        boolean hasMark = length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        return hasMark ? 3 : 0;
    }
}
