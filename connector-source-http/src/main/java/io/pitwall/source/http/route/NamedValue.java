package io.pitwall.source.http.route;

/**
 * A value of the head under a name of its own, written {@code car=path.carId}.
 *
 * @param name of the column or the record header it becomes
 */
public record NamedValue(String name, RequestValue value) {

    /** @throws IllegalArgumentException where the text is not of the form {@code name=place.name} */
    public static NamedValue parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("Expected name=path.NAME, name=query.NAME or name=header.NAME");
        }
        return new NamedValue(
                text.substring(0, equals).strip(),
                RequestValue.parse(text.substring(equals + 1).strip()));
    }
}
