package io.pitwall.source.http.route;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A path whose segments are literal, or {@code {parameters}} that stand for any one segment that is not empty:
 * {@code /telemetry/{deviceId}}.
 */
public final class PathPattern {

    private final String text;
    private final String[] segments;

    private PathPattern(String text) {
        this.text = text;
        this.segments = text.split("/", -1);
    }

    /** @throws IllegalArgumentException where the text is no path, or a parameter has no name or the name of another */
    public static PathPattern of(String text) {
        if (!text.matches("/[^?#\\s]*")) {
            throw new IllegalArgumentException("Expected a path that begins with / and has no ?, # or white space");
        }
        PathPattern pattern = new PathPattern(text);
        Set<String> names = new TreeSet<>();
        for (String segment : pattern.segments) {
            boolean isBraced = segment.startsWith("{") && segment.endsWith("}") && segment.length() > 2;
            String inside = isBraced ? segment.substring(1, segment.length() - 1) : segment;
            if (inside.contains("{") || inside.contains("}")) {
                throw new IllegalArgumentException("Expected a parameter to be a whole segment, with a name");
            }
            if (isBraced && !names.add(inside)) {
                throw new IllegalArgumentException("Expected each parameter once");
            }
        }
        return pattern;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    private static String nameOf(String parameter) {
        return parameter.substring(1, parameter.length() - 1);
    }

    /** The names of its parameters, in order of the alphabet. */
    public Set<String> parameters() {
        Set<String> names = new TreeSet<>();
        for (String segment : segments) {
            if (isParameter(segment)) {
                names.add(nameOf(segment));
            }
        }
        return names;
    }

    public boolean isLiteral() {
        return parameters().isEmpty();
    }

    /** The parameters, decoded, of a path as it was sent; empty where the path is another one. */
    public Optional<Map<String, String>> match(String path) {
        if (isLiteral()) {
            return path.equals(text) ? Optional.of(Map.of()) : Optional.empty();
        }
        String[] parts = path.split("/", -1);
        if (parts.length != segments.length) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            if (isParameter(segments[i])) {
                Optional<String> value = decoded(parts[i]);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                values.put(nameOf(segments[i]), value.get());
            } else if (!segments[i].equals(parts[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static Optional<String> decoded(String segment) {
        try {
            // In a path a plus is a plus; the decoder is made for forms.
            String value = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the two stand for exactly the same paths. */
    public boolean isSameAs(PathPattern other) {
        return shape().equals(other.shape());
    }

    private List<String> shape() {
        List<String> shape = new ArrayList<>();
        for (String segment : segments) {
            shape.add(isParameter(segment) ? "{}" : segment);
        }
        return shape;
    }

    /**
     * How two patterns that stand for the same path are tried: negative where this one comes first, because its first segment
     * that differs is literal.
     */
    public int compareSpecificity(PathPattern other) {
        for (int i = 0; i < Math.min(segments.length, other.segments.length); i++) {
            int order = Boolean.compare(isParameter(segments[i]), isParameter(other.segments[i]));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
