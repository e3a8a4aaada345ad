package io.pitwall.benchmarks.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A kept-alive HTTP/1.1 connection that spends little on each request. Not thread-safe. */
final class HttpConnection implements AutoCloseable {

    static final String PATH = "/telemetry";

    private static final int MAX_ANSWER_BYTES = 8_192;
    private static final String LENGTH = "\r\ncontent-length: ";
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] answer = new byte[MAX_ANSWER_BYTES];

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static HttpConnection open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return new HttpConnection(socket);
    }

    /** The bytes of a request with that body. */
    static byte[] request(byte[] body) {
        byte[] head = ("POST " + PATH
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + END_OF_HEAD)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** Sends a request and waits for the whole answer, which must be a 200. */
    void send(byte[] request) throws IOException {
        out.write(request);
        int received = read(0);
        String head = head(received);
        while (head.isEmpty()) {
            received += read(received);
            head = head(received);
        }
        if (!head.startsWith("http/1.1 200 ")) {
            throw new IOException("Expected an answer 200; found:\n" + text(received));
        }
        int total = head.length() + END_OF_HEAD.length() + contentLength(head);
        while (received < total) {
            received += read(received);
        }
    }

    private int read(int offset) throws IOException {
        int read = in.read(answer, offset, answer.length - offset);
        if (read <= 0) {
            throw new EOFException("The connection was closed in the middle of an answer, or its head is too long.");
        }
        return read;
    }

    /** The head in lower case, without the empty line; empty while it is not complete. */
    private String head(int received) {
        int end = text(received).indexOf(END_OF_HEAD);
        return end < 0 ? "" : text(end).toLowerCase(Locale.ROOT);
    }

    private String text(int length) {
        return new String(answer, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static int contentLength(String head) throws IOException {
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("Expected an answer with Content-Length; found none in:\n" + head);
        }
        int end = head.indexOf('\r', at + LENGTH.length());
        String length = head.substring(at + LENGTH.length(), end < 0 ? head.length() : end);
        return Integer.parseInt(length.strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
