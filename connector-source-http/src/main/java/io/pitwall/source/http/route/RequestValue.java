package io.pitwall.source.http.route;

import java.util.Locale;

/**
 * One value that the head of a request holds beside its body, written {@code path.deviceId}, {@code query.session} or
 * {@code header.X-Car}.
 *
 * @param name of the path parameter, the query parameter or the header
 */
public record RequestValue(Place place, String name) {

    /** Where a head holds values. */
    public enum Place {
        PATH,
        QUERY,
        HEADER
    }

    /** @throws IllegalArgumentException where the text is none of the three forms */
    public static RequestValue parse(String text) {
        for (Place place : Place.values()) {
            String prefix = place.name().toLowerCase(Locale.ROOT) + ".";
            if (text.startsWith(prefix) && text.length() > prefix.length()) {
                return new RequestValue(place, text.substring(prefix.length()));
            }
        }
        throw new IllegalArgumentException("Expected path.NAME, query.NAME or header.NAME");
    }
}
