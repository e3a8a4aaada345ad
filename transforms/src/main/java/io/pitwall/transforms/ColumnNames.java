package io.pitwall.transforms;

import io.pitwall.transforms.row.ColumnPath;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/**
 * Column names as configs that hold nothing else write them: {@code a.b} is a path, {@code `a.b`} one name, and any other
 * character stands for itself, so that {@code accelerometer-x} needs no quotes as it does in an expression.
 */
public final class ColumnNames {

    private static final char QUOTE = '`';

    private final String key;
    private final String text;
    private int position;

    private ColumnNames(String key, String text) {
        this.key = key;
        this.text = text.strip();
    }

    /** The column that the text, found under this config key, names. */
    public static ColumnPath parse(String key, String text) {
        return new ColumnNames(key, text).path();
    }

    private ColumnPath path() {
        List<String> names = new ArrayList<>();
        names.add(name());
        while (position < text.length()) {
            if (text.charAt(position) != '.') {
                throw problem("a dot between names");
            }
            position++;
            names.add(name());
        }
        return new ColumnPath(names);
    }

    private String name() {
        String name = position < text.length() && text.charAt(position) == QUOTE ? quotedName() : plainName();
        if (name.isEmpty()) {
            throw problem("a name");
        }
        return name;
    }

    private String plainName() {
        int start = position;
        while (position < text.length() && text.charAt(position) != '.') {
            if (text.charAt(position) == QUOTE) {
                throw problem("no backquote inside a name");
            }
            position++;
        }
        return text.substring(start, position);
    }

    /** Inside, a backquote is written twice. */
    private String quotedName() {
        StringBuilder name = new StringBuilder();
        do {
            int close = text.indexOf(QUOTE, position + 1);
            if (close < 0) {
                throw problem("a closing backquote");
            }
            name.append(text, position + (name.isEmpty() ? 1 : 0), close);
            position = close + 1;
        } while (position < text.length() && text.charAt(position) == QUOTE);
        return name.toString();
    }

    private ConfigException problem(String expected) {
        return new ConfigException(key, text, "expected " + expected + " at position " + (position + 1));
    }
}
