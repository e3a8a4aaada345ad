package io.pitwall.transforms;

import io.pitwall.transforms.expression.EvaluationException;
import io.pitwall.transforms.expression.ExpressionException;
import io.pitwall.transforms.expression.Parser;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps, renames, casts and derives columns, and drops the records that do not meet a condition, as SQL's
 * {@code select ... where ...} does: {@code *, sqrt(x*x + y*y + z*z) as g}.
 *
 * <p>{@code io.pitwall.transforms.Select} and {@code Select$Value} work on the value, {@code Select$Key} on the key. The
 * {@code where} sees the columns of the row, not the selected ones.
 */
public sealed class Select<R extends ConnectRecord<R>> extends RowTransform<R> permits Select.Key, Select.Value {

    private static final Logger LOG = LoggerFactory.getLogger(Select.class);

    static final String SELECT = "select";
    static final String WHERE = "where";
    static final String ON_ERROR = "on.error";

    private static final OneOf ERROR_POLICIES = new OneOf(ErrorPolicy.names());
    private static final String GROUP = "Select";

    static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    SELECT,
                    ConfigDef.Type.STRING,
                    "*",
                    checkedBy(Selection::parse, "columns and expressions, separated by commas"),
                    Importance.HIGH,
                    "The columns of the result: '*' for all there are, names, and expressions with 'as' and a name. One"
                            + " of the same name as a column of '*' takes its place.",
                    GROUP,
                    1,
                    Width.LONG,
                    "Select")
            .define(
                    WHERE,
                    ConfigDef.Type.STRING,
                    "",
                    checkedBy(Select::condition, "a condition"),
                    Importance.HIGH,
                    "The condition that records must meet; others, and those for which it is null, are dropped. Empty:"
                            + " all records are kept.",
                    GROUP,
                    2,
                    Width.LONG,
                    "Where")
            .define(
                    ON_ERROR,
                    ConfigDef.Type.STRING,
                    ErrorPolicy.FAIL.configName(),
                    ERROR_POLICIES,
                    Importance.MEDIUM,
                    "What becomes of a row an expression cannot be computed from, such as a text where a number is needed:"
                            + " 'fail' is an error, for errors.tolerance to deal with; 'null' makes the column null;"
                            + " 'drop' drops the record.",
                    GROUP,
                    3,
                    Width.SHORT,
                    "On error",
                    ERROR_POLICIES);

    private final AtomicBoolean hasToldOfDrop = new AtomicBoolean();
    private Projection projection;
    private Optional<RowExpression> where;
    private ErrorPolicy onError;

    public Select() {
        this(RecordPart.VALUE);
    }

    @SuppressWarnings("NullAway.Init") // Connect calls configure before all else
    private Select(RecordPart part) {
        super(part, CONFIG);
    }

    private static ConfigDef.Validator checkedBy(Consumer<String> parser, String description) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    try {
                        parser.accept(value == null ? "" : (String) value);
                    } catch (ExpressionException problem) {
                        throw new ConfigException(key, value, problem.getMessage());
                    }
                },
                () -> description);
    }

    private static Optional<RowExpression> condition(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(RowExpression.compileCondition(Parser.parse(text)));
    }

    @Override
    void configure(StrictConfig config) {
        onError = ErrorPolicy.named(config.getString(ON_ERROR));
        where = condition(config.getString(WHERE));
        projection = new Projection(Selection.parse(config.getString(SELECT)), onError == ErrorPolicy.NULL);
    }

    @Override
    @Nullable
    R transform(R record, @Nullable Schema schema, Object row) {
        try {
            return isKept(row) ? select(record, schema, row) : null;
        } catch (DataException problem) {
            if (onError == ErrorPolicy.DROP) {
                tellOfDrop(record, problem);
                return null;
            }
            throw problem;
        }
    }

    private boolean isKept(Object row) {
        try {
            return where.isEmpty() || where.get().isTrue(row);
        } catch (EvaluationException | DataException problem) {
            if (onError == ErrorPolicy.NULL) {
                return false;
            }
            throw new DataException("where: " + problem.getMessage(), problem);
        }
    }

    private R select(R record, @Nullable Schema schema, Object row) {
        if (schema == null) {
            return part().replace(record, null, projection.project((Map<?, ?>) row));
        }
        Struct selected = projection.project(schema, row);
        return part().replace(record, selected.schema(), selected);
    }

    private void tellOfDrop(R record, DataException problem) {
        if (hasToldOfDrop.compareAndSet(false, true)) {
            LOG.warn(
                    "Dropped {}, as on.error says: {}. Further drops are logged at debug.",
                    coordinates(record),
                    problem.getMessage());
        } else {
            LOG.debug("Dropped {}, as on.error says: {}", coordinates(record), problem.getMessage());
        }
    }

    /** Works on the record's key. */
    public static final class Key<R extends ConnectRecord<R>> extends Select<R> {
        public Key() {
            super(RecordPart.KEY);
        }
    }

    /** Works on the record's value, as {@link Select} itself does. */
    public static final class Value<R extends ConnectRecord<R>> extends Select<R> {
        public Value() {
            super(RecordPart.VALUE);
        }
    }
}
