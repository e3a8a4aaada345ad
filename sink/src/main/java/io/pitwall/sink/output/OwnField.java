package io.pitwall.sink.output;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** What a record says after the columns of {@code select}. */
enum OwnField {
    /** Whether no further record of the window follows: a boolean. */
    FINAL("final", Schema.Type.BOOLEAN),
    /** Of several records of one window, the greater is the newer: a {@code Long}. */
    REVISION("revision", Schema.Type.INT64),
    /** Event time of the row or the window's end that fired the alert, epoch ms: a {@code Long}. */
    ALERT_TIME("alert_time", Schema.Type.INT64),
    /** {@code raised} or {@code cleared}: a {@code String}. */
    ALERT_STATE("alert_state", Schema.Type.STRING);

    private final String fieldName;
    private final Schema.Type type;

    OwnField(String fieldName, Schema.Type type) {
        this.fieldName = fieldName;
        this.type = type;
    }

    String fieldName() {
        return fieldName;
    }

    Schema schema() {
        return SchemaBuilder.type(type).build();
    }
}
