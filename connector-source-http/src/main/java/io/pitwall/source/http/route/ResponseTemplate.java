package io.pitwall.source.http.route;

/** The body of a 200, with {@code ${count}} for the number of rows. */
public record ResponseTemplate(String text) {

    private static final String COUNT = "${count}";

    /** Whether every placeholder in the text is one that is filled in. */
    public static boolean isValid(String text) {
        return !text.replace(COUNT, "").contains("${");
    }

    public String render(int rows) {
        return text.replace(COUNT, Integer.toString(rows));
    }

    public String contentType() {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[") ? "application/json" : "text/plain; charset=utf-8";
    }
}
