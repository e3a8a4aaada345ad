package io.pitwall.source.http.decode.inflate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * What is in the members of a gzip file (RFC 1952), one after another. Unlike the JDK's stream it fails where anything
 * but a member follows a member.
 *
 * <pre>
 *   1F 8B 08 flags | 6 bytes | [extra] [name] [comment] [crc16] | deflated … | crc32 | length
 * </pre>
 */
final class GzipMembers extends InputStream {

    private static final int FIXED_HEADER_BYTES = 10;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xE0;

    private final byte[] file;
    private final int end;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();

    private int at;
    private boolean isInMember;

    GzipMembers(byte[] file, int end) {
        this.file = file;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (isInMember || at < end) {
            if (!isInMember) {
                beginMember();
            }
            int inflated = inflate(target, offset, length);
            if (inflated > 0) {
                crc.update(target, offset, inflated);
                return inflated;
            }
            endMember();
        }
        return -1;
    }

    /** 0 at the end of the member. */
    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            int inflated = inflater.inflate(target, offset, length);
            if (inflated == 0 && !inflater.finished()) {
                throw new EOFException("The deflated data breaks off");
            }
            return inflated;
        } catch (DataFormatException e) {
            throw new ZipException("The deflated data is corrupt");
        }
    }

    private void beginMember() throws IOException {
        require(FIXED_HEADER_BYTES);
        if (byteAt(at) != 0x1F || byteAt(at + 1) != 0x8B || byteAt(at + 2) != 8) {
            throw new ZipException("No gzip member begins here");
        }
        int flags = byteAt(at + 3);
        if ((flags & RESERVED_FLAGS) != 0) {
            throw new ZipException("Reserved flags are set");
        }
        at += FIXED_HEADER_BYTES;
        skipOptionalHeader(flags);
        inflater.reset();
        inflater.setInput(file, at, end - at);
        crc.reset();
        isInMember = true;
    }

    private void skipOptionalHeader(int flags) throws IOException {
        if ((flags & FLAG_EXTRA) != 0) {
            require(2);
            int extraBytes = byteAt(at) | byteAt(at + 1) << 8;
            at += 2;
            require(extraBytes);
            at += extraBytes;
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            require(2);
            at += 2;
        }
    }

    private void skipText() throws IOException {
        do {
            require(1);
        } while (file[at++] != 0);
    }

    private void endMember() throws IOException {
        at = end - inflater.getRemaining();
        require(2 * Integer.BYTES);
        if (intAt(at) != (int) crc.getValue() || intAt(at + Integer.BYTES) != (int) inflater.getBytesWritten()) {
            throw new ZipException("The checksum or the length does not match");
        }
        at += 2 * Integer.BYTES;
        isInMember = false;
    }

    private void require(int bytes) throws EOFException {
        if (end - at < bytes) {
            throw new EOFException("A gzip member breaks off");
        }
    }

    private int byteAt(int index) {
        return file[index] & 0xFF;
    }

    private int intAt(int index) {
        return byteAt(index) | byteAt(index + 1) << 8 | byteAt(index + 2) << 16 | byteAt(index + 3) << 24;
    }

    /** Frees the inflater's native memory. */
    @Override
    public void close() {
        inflater.end();
    }
}
