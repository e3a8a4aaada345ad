package io.pitwall.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every transform owes to Connect, over one table of records. */
class TransformContractTest {

    private static final List<Subject> SUBJECTS = List.of(
            new Subject(EventTime::new, RecordPart.VALUE, Map.of("column", "time", "unit", "ns")),
            new Subject(Flatten::new, RecordPart.VALUE, Map.of()),
            new Subject(Flatten.Value::new, RecordPart.VALUE, Map.of("delimiter", ".")),
            new Subject(Flatten.Key::new, RecordPart.KEY, Map.of("arrays", "json")),
            new Subject(KeyBy::new, RecordPart.VALUE, Map.of("columns", "name,time")),
            new Subject(Select::new, RecordPart.VALUE, Map.of("select", "*, time - 1 as before")),
            new Subject(Select.Value::new, RecordPart.VALUE, Map.of("select", "name", "where", "time > 0")),
            new Subject(Select.Key::new, RecordPart.KEY, Map.of()));

    static List<Subject> subjects() {
        return SUBJECTS;
    }

    /** A transform, the part of the record it works on, and a config with which it keeps every record below. */
    record Subject(Supplier<Transformation<SinkRecord>> constructor, RecordPart part, Map<String, String> config) {

        Transformation<SinkRecord> configured() {
            Transformation<SinkRecord> transform = constructor.get();
            transform.configure(config);
            return transform;
        }

        SinkRecord record(@Nullable Schema schema, @Nullable Object row) {
            return part == RecordPart.KEY ? Rows.key(schema, row) : Rows.value(schema, row);
        }

        @Override
        public String toString() {
            return constructor.get().getClass().getName();
        }
    }

    private static final Schema VALUES = SchemaBuilder.struct()
            .field("x", Schema.FLOAT64_SCHEMA)
            .field("y", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .optional()
            .build();

    private static final Schema ROW = SchemaBuilder.struct()
            .name("Row")
            .field("name", Schema.STRING_SCHEMA)
            .field("time", Schema.INT64_SCHEMA)
            .field("values", VALUES)
            .field("list", SchemaBuilder.array(Schema.INT32_SCHEMA).build())
            .build();

    private static final long TIME_NS = 1_712_762_784_289_548_801L;

    /** Fresh ones on every call, so that a change to one cannot hide in the other. */
    private static List<SinkRecord> records(Subject subject) {
        return List.of(
                subject.record(ROW, struct(new Struct(VALUES).put("x", 1.5))),
                subject.record(ROW, struct(null)),
                subject.record(null, map(new HashMap<>(Map.of("x", 1.5)))),
                subject.record(null, map(null)));
    }

    private static Struct struct(@Nullable Struct values) {
        return new Struct(ROW)
                .put("name", "light")
                .put("time", TIME_NS)
                .put("values", values)
                .put("list", List.of(1, 2));
    }

    private static Map<String, @Nullable Object> map(@Nullable Map<String, Object> values) {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put("name", "light");
        map.put("time", TIME_NS);
        map.put("values", values);
        map.put("list", new ArrayList<>(List.of(1, 2)));
        return map;
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void theRecordIsNeverChanged(Subject subject) {
        Transformation<SinkRecord> transform = subject.configured();
        List<SinkRecord> records = records(subject);
        List<SinkRecord> untouched = records(subject);
        records.forEach(transform::apply);
        assertThat(records).isEqualTo(untouched);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void unmodifiableRowsAreEnough(Subject subject) {
        Map<String, @Nullable Object> row = Collections.unmodifiableMap(map(Map.of("x", 1.5)));
        assertThat(subject.configured().apply(subject.record(null, row))).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void whatIsNotTransformedIsPassedOn(Subject subject) {
        for (SinkRecord record : records(subject)) {
            SinkRecord transformed = Rows.apply(subject.configured(), record);
            assertThat(transformed.topic()).isEqualTo("orders");
            assertThat(transformed.kafkaPartition()).isEqualTo(2);
            assertThat(transformed.kafkaOffset()).isEqualTo(51_877);
            assertThat(transformed.headers()).isEqualTo(record.headers());
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void resultsFitTheirSchemas(Subject subject) {
        for (SinkRecord record : records(subject)) {
            SinkRecord transformed = Rows.apply(subject.configured(), record);
            if (subject.part.of(transformed) instanceof Struct struct) {
                struct.validate();
                assertThat(subject.part.schemaOf(transformed)).isSameAs(struct.schema());
            } else {
                assertThat(subject.part.schemaOf(transformed)).isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void recordsOfOneSchemaGetOneSchema(Subject subject) {
        Transformation<SinkRecord> transform = subject.configured();
        SinkRecord one = Rows.apply(transform, records(subject).get(0));
        SinkRecord other = Rows.apply(transform, records(subject).get(0));
        assertThat(one.valueSchema()).isSameAs(other.valueSchema());
        assertThat(one.keySchema()).isSameAs(other.keySchema());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void tombstonesPassWithANullSchema(Subject subject) {
        SinkRecord tombstone = subject.record(ROW, null);
        SinkRecord transformed = Rows.apply(subject.configured(), tombstone);
        assertThat(subject.part.of(transformed)).isNull();
        assertThat(subject.part.schemaOf(transformed)).isNull();
        assertThat(transformed.timestamp()).isEqualTo(Rows.TIMESTAMP_MS);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void tombstonesWithoutSchemaPassAsTheyAre(Subject subject) {
        SinkRecord tombstone = subject.record(null, null);
        assertThat(subject.configured().apply(tombstone)).isSameAs(tombstone);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void whatIsNoRowIsRefusedWithTheConverterToSet(Subject subject) {
        SinkRecord bytes = subject.record(null, new byte[] {'s', 'e', 'c', 'r', 'e', 't'});
        String part = subject.part == RecordPart.KEY ? "key" : "value";
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> subject.configured().apply(bytes))
                .withMessageContaining("cannot transform the " + part + " of orders-2@51877: ")
                .withMessageEndingWith("expected a Map or a Struct, found byte[]; set " + part
                        + ".converter to one that parses, such as org.apache.kafka.connect.json.JsonConverter");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> subject.configured().apply(subject.record(Schema.STRING_SCHEMA, "secret")))
                .withMessageContaining("found String")
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void threadsMayShareATransform(Subject subject) throws Exception {
        Transformation<SinkRecord> transform = subject.configured();
        List<SinkRecord> records = records(subject);
        List<SinkRecord> expected = records.stream()
                .map(record -> Rows.apply(subject.configured(), record))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<SinkRecord>>> results = IntStream.range(0, 200)
                    .mapToObj(round -> threads.submit(
                            () -> records.stream().map(transform::apply).toList()))
                    .toList();
            for (Future<List<SinkRecord>> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void aMisspeltKeyIsRefusedByName(Subject subject) {
        Map<String, String> config = new HashMap<>(subject.config);
        String key = subject.constructor.get().config().names().stream()
                .sorted()
                .findFirst()
                .orElseThrow();
        String misspelt = key.substring(0, key.length() - 1);
        config.put(misspelt, "x");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> subject.constructor.get().configure(config))
                .withMessageStartingWith("Unknown key `" + misspelt + "`; did you mean `" + key + "`? Known keys: ");
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void keysOfConnectAndNullsAreLetThrough(Subject subject) {
        Map<String, String> config = new HashMap<>(subject.config);
        config.put("type", "io.pitwall.transforms.X");
        config.put("predicate", "p");
        config.put("negate", "true");
        config.put("plugin.version", "1");
        subject.constructor.get().config().names().forEach(key -> config.putIfAbsent(key, null));
        Transformation<SinkRecord> transform = subject.constructor.get();
        transform.configure(config);
        assertThat(transform.apply(records(subject).get(0))).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void everyKeyIsDescribedForUsersAndTheirTools(Subject subject) {
        Map<String, ConfigDef.ConfigKey> keys =
                subject.constructor.get().config().configKeys();
        assertThat(keys).isNotEmpty();
        for (ConfigDef.ConfigKey key : keys.values()) {
            assertThat(key.documentation).as(key.name).isNotBlank().doesNotContain("<");
            assertThat(key.displayName).as(key.name).isNotEqualTo(key.name);
            assertThat(key.group).as(key.name).isNotBlank();
            assertThat(key.width).as(key.name).isNotEqualTo(ConfigDef.Width.NONE);
        }
        assertThat(keys.values().stream().map(key -> key.orderInGroup))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, keys.size()).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void anEmptyConfigIsValidatedWithoutAnException(Subject subject) {
        List<ConfigValue> validated = subject.constructor.get().config().validate(Map.of());
        assertThat(validated.stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .map(ConfigValue::name))
                .allMatch(Set.of("columns", "column")::contains);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void aVersionIsTold(Subject subject) {
        assertThat(((Versioned) subject.constructor.get()).version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void sourceRecordsAreTransformedAndNamedByTheirTopic() {
        Flatten<SourceRecord> flatten = new Flatten<>();
        flatten.configure(Map.of());
        SourceRecord record = source(Map.of("a", Map.of("b", 1)));
        assertThat(Objects.requireNonNull(flatten.apply(record)).value()).isEqualTo(Map.of("a_b", 1));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> flatten.apply(source("secret")))
                .withMessageStartingWith("Flatten cannot transform the value of a source record for topic orders: ");
    }

    private static SourceRecord source(Object value) {
        return new SourceRecord(Map.of("s", 1), Map.of("o", 2), "orders", null, null, null, value);
    }

    @Test
    void everyPluginIsASubjectHere() {
        assertThat(SUBJECTS.stream()
                        .map(subject -> subject.constructor.get().getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(plugins());
    }

    @Test
    @SuppressWarnings("rawtypes") // a class literal has no type arguments
    void everyPluginIsListedForServiceLoading() {
        assertThat(ServiceLoader.load(Transformation.class).stream()
                        .map(provider -> provider.type().getName())
                        .filter(name -> name.startsWith("io.pitwall.")))
                .containsExactlyInAnyOrderElementsOf(plugins());
    }

    /** The names of all classes here that users can type. */
    private static Set<String> plugins() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.pitwall.transforms").stream()
                        .filter(type -> type.isAssignableTo(Transformation.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
    }
}
