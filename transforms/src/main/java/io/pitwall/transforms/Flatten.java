package io.pitwall.transforms;

import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes one level of a nested row: {@code {"a":{"b":1}}} becomes {@code {"a_b":1}}.
 *
 * <p>{@code io.pitwall.transforms.Flatten} and {@code Flatten$Value} work on the value, {@code Flatten$Key} on the key.
 * Columns keep the order of the fields they come from. Two fields that would share a column are an error, never a choice.
 *
 * <p>With a pivot, the object under one field is named by the value of another, and both fields go:
 * {@code {"name":"accelerometer","values":{"x":1}}} becomes {@code {"accelerometer-x":1}} with the delimiter {@code -}.
 */
public sealed class Flatten<R extends ConnectRecord<R>> extends RowTransform<R> permits Flatten.Key, Flatten.Value {

    static final String DELIMITER = "delimiter";
    static final String ARRAYS = "arrays";
    static final String PIVOT_NAME_FIELD = "pivot.name.field";
    static final String PIVOT_VALUE_FIELD = "pivot.value.field";

    private static final OneOf ARRAY_POLICIES = new OneOf(ArrayPolicy.names());

    private static final String GROUP = "Flatten";

    static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    DELIMITER,
                    ConfigDef.Type.STRING,
                    "_",
                    new ConfigDef.NonEmptyString(),
                    Importance.MEDIUM,
                    "What joins the names of nested fields to the name of a column.",
                    GROUP,
                    1,
                    Width.SHORT,
                    "Delimiter")
            .define(
                    ARRAYS,
                    ConfigDef.Type.STRING,
                    ArrayPolicy.INDEX.configName(),
                    ARRAY_POLICIES,
                    Importance.MEDIUM,
                    "What becomes of an array: 'index' gives each element a column of its own, numbered from 0; 'json' one"
                            + " text column; 'keep' leaves it an array; 'first' and 'last' take that one element.",
                    GROUP,
                    2,
                    Width.SHORT,
                    "Arrays",
                    ARRAY_POLICIES)
            .define(
                    PIVOT_NAME_FIELD,
                    ConfigDef.Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "The top-level field whose text names the columns of the field in " + PIVOT_VALUE_FIELD
                            + ". Empty: no pivot.",
                    GROUP,
                    3,
                    Width.MEDIUM,
                    "Pivot name field")
            .define(
                    PIVOT_VALUE_FIELD,
                    ConfigDef.Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "The top-level field that is renamed to the text in " + PIVOT_NAME_FIELD
                            + " before it is flattened. Empty: no pivot.",
                    GROUP,
                    4,
                    Width.MEDIUM,
                    "Pivot value field");

    private final SchemaCache<FlatRow.Shape, Schema> schemaByShape = new SchemaCache<>();
    private FlatteningRules rules;

    public Flatten() {
        this(RecordPart.VALUE);
    }

    @SuppressWarnings("NullAway.Init") // Connect calls configure before all else
    private Flatten(RecordPart part) {
        super(part, CONFIG);
    }

    @Override
    void configure(StrictConfig config) {
        rules = new FlatteningRules(
                config.getString(DELIMITER), ArrayPolicy.named(config.getString(ARRAYS)), pivot(config));
    }

    private static Optional<Pivot> pivot(StrictConfig config) {
        String nameField = config.getString(PIVOT_NAME_FIELD);
        String valueField = config.getString(PIVOT_VALUE_FIELD);
        if (nameField.isEmpty() && valueField.isEmpty()) {
            return Optional.empty();
        }
        if (nameField.isEmpty() || valueField.isEmpty() || nameField.equals(valueField)) {
            throw new ConfigException("A pivot needs %s and %s, two different fields; found `%s` and `%s`."
                    .formatted(PIVOT_NAME_FIELD, PIVOT_VALUE_FIELD, nameField, valueField));
        }
        return Optional.of(new Pivot(nameField, valueField));
    }

    @Override
    R transform(R record, @Nullable Schema schema, Object row) {
        FlatRow flat = Flattening.flatten(rules, schema, row);
        if (schema == null) {
            return part().replace(record, null, flat.toMap());
        }
        Schema flatSchema = schemaByShape.get(flat.shape(schema), flat::toSchema);
        return part().replace(record, flatSchema, flat.toStruct(flatSchema));
    }

    /** Works on the record's key. */
    public static final class Key<R extends ConnectRecord<R>> extends Flatten<R> {
        public Key() {
            super(RecordPart.KEY);
        }
    }

    /** Works on the record's value, as {@link Flatten} itself does. */
    public static final class Value<R extends ConnectRecord<R>> extends Flatten<R> {
        public Value() {
            super(RecordPart.VALUE);
        }
    }
}
