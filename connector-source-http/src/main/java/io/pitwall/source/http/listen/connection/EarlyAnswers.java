package io.pitwall.source.http.listen.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * The HTTP/1.1 answers that are given below the HTTP server, which knows of no request yet, or of a broken one.
 *
 * @param contentType of both bodies
 * @param tooSlow body of a 408
 * @param malformed body of a 400
 */
public record EarlyAnswers(String contentType, String tooSlow, String malformed) {

    ByteBuf requestTimeout() {
        return answer("408 Request Timeout", tooSlow);
    }

    ByteBuf badRequest() {
        return answer("400 Bad Request", malformed);
    }

    private ByteBuf answer(String status, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + "\r\ncontent-type: " + contentType + "\r\ncontent-length: "
                + content.length + "\r\nconnection: close\r\n\r\n";
        return Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), content);
    }
}
