package io.pitwall.source.http.listen;

import io.pitwall.source.http.route.PathPattern;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page that makes a phone's browser a sensor: one file without any other, made for the path it posts to. It holds no
 * secret, so anybody may have it.
 */
public final class PhonePage {

    private static final String TEMPLATE = template();

    /** Nothing runs but the page's own script, nothing is fetched but its own gateway. */
    private static final String POLICY = "default-src 'none'; script-src '" + hashOf("script") + "'; style-src '"
            + hashOf("style") + "'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private final Buffer html;

    /**
     * @param endpoint the path to post to; the page puts the name of the phone in place of its parameters
     * @param authType of the connector: what the page asks its user for; it cannot sign, and says so
     */
    public PhonePage(PathPattern endpoint, String authType) {
        html = Buffer.buffer(
                TEMPLATE.replace("${endpoint}", escaped(endpoint.toString())).replace("${auth}", escaped(authType)));
    }

    /** Answers GET and HEAD; the caller refuses other methods. */
    void answer(HttpServerRequest http) {
        HttpServerResponse response = http.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(html.length()))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        if (http.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(html);
        }
    }

    private static String template() {
        try (InputStream page = PhonePage.class.getResourceAsStream("phone.html")) {
            if (page == null) {
                throw new IllegalStateException("phone.html is missing from the jar of the gateway.");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("phone.html in the jar of the gateway cannot be read.", e);
        }
    }

    /** Of the text of the template's only element of that name, as a source expression of a policy. */
    private static String hashOf(String element) {
        int start = TEMPLATE.indexOf("<" + element + ">") + element.length() + 2;
        String text = TEMPLATE.substring(start, TEMPLATE.indexOf("</" + element + ">", start));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
