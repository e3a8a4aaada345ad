package io.pitwall.sink.windowing.query;

/** A query as the user wrote it; an empty text stands for a clause left out. */
public record QueryText(
        String where, String select, String having, String alertWhen, String alertClearWhen, String emitEarlyWhen) {

    /** A query whose alerts are over when {@code alert.when} is, and whose windows all close in time. */
    public QueryText(String where, String select, String having, String alertWhen) {
        this(where, select, having, alertWhen, "", "");
    }

    /** The clauses under the names that users know them by. */
    public enum Clause {
        WHERE("where"),
        SELECT("select"),
        HAVING("having"),
        ALERT_WHEN("alert.when"),
        ALERT_CLEAR_WHEN("alert.clear.when"),
        EMIT_EARLY_WHEN("emit.early.when");

        private final String key;

        Clause(String key) {
            this.key = key;
        }

        /** The config key of the clause. */
        public String key() {
            return key;
        }
    }
}
