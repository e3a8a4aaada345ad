package io.pitwall.source.http.listen;

/** The body of a 200, with {@code ${count}} for the number of rows. */
public record ResponseTemplate(String text) {

    private static final String COUNT = "${count}";

    String render(int rows) {
        return text.replace(COUNT, Integer.toString(rows));
    }

    String contentType() {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[") ? "application/json" : "text/plain; charset=utf-8";
    }
}
