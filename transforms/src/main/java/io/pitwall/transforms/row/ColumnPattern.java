package io.pitwall.transforms.row;

/** All columns whose names begin with the one and end with the other, without overlap; two empty ones mean every column. */
public record ColumnPattern(String prefix, String suffix) {

    public boolean matches(String name) {
        return name.length() >= prefix.length() + suffix.length() && name.startsWith(prefix) && name.endsWith(suffix);
    }

    /** The pattern as messages show it: {@code rpm_*}. */
    @Override
    public String toString() {
        return prefix + "*" + suffix;
    }
}
