package io.pitwall.source.http.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a body's rows have to be, told the simple way: everything is decoded to text, and built as maps and lists.
 */
final class NaiveDecoder {

    /** What a row has to be. */
    record Expected(@Nullable String key, Map<String, @Nullable Object> fields, Optional<MessageId> messageId) {}

    /** The body has to be refused. */
    static final class Refusal extends Exception {

        Refusal(String message) {
            super(message);
        }
    }

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(1_000)
                    .maxNameLength(10_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final RecordSettings settings;
    private final List<RequestColumn> columns;

    NaiveDecoder(RecordSettings settings, List<RequestColumn> columns) {
        this.settings = settings;
        this.columns = columns;
    }

    List<Expected> decode(BodyFormat format, byte[] body) throws Refusal {
        String text = withoutMark(utf8(body));
        List<Expected> rows = new ArrayList<>();
        for (String document : format == BodyFormat.JSON ? List.of(text) : List.of(text.split("\n", -1))) {
            Optional<List<@Nullable Object>> value = parse(document);
            if (value.isPresent()) {
                rows.addAll(rowsOf(value.get().get(0)));
            }
        }
        return rows;
    }

    private static String utf8(byte[] body) throws Refusal {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal("no UTF-8");
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** A list of the one value, for that may be null; empty where there is white space only. */
    static Optional<List<@Nullable Object>> parse(String text) throws Refusal {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            List<@Nullable Object> value = new ArrayList<>();
            value.add(read(parser));
            if (parser.nextToken() != null) {
                throw new Refusal("more than one value");
            }
            return Optional.of(value);
        } catch (IOException e) {
            throw new Refusal("no JSON");
        }
    }

    private static @Nullable Object read(JsonParser parser) throws IOException, Refusal {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, read(parser));
            }
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(parser));
            }
            return items;
        }
        if (token.isNumeric()) {
            return number(parser.getText());
        }
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** An integer beyond 64 bits stays one, for it may be an id. */
    private static Object number(String text) throws Refusal {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                throw new Refusal("beyond a double");
            }
            return text.matches("-?[0-9]+") ? (Object) new BigInteger(text) : (Object) value;
        }
    }

    /** As a record has it: Connect knows no integers beyond 64 bits. */
    static @Nullable Object asConnectHasIt(@Nullable Object value) {
        if (value instanceof BigInteger integer) {
            return integer.doubleValue();
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(asConnectHasIt(item)));
            return items;
        }
        return value instanceof Map<?, ?> object ? fieldsAsConnectHasThem(object) : value;
    }

    private static Map<String, @Nullable Object> fieldsAsConnectHasThem(Map<?, ?> object) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        object.forEach((name, item) -> fields.put((String) name, asConnectHasIt(item)));
        return fields;
    }

    private List<Expected> rowsOf(@Nullable Object document) throws Refusal {
        Map<String, @Nullable Object> around = new LinkedHashMap<>();
        Object records = document;
        String pointer = settings.recordsPointer().toString();
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            if (!(records instanceof Map<?, ?> object) || !object.containsKey(step)) {
                throw new Refusal("the pointer leads nowhere");
            }
            around.clear();
            object.forEach((name, value) -> {
                if (!name.equals(step)) {
                    around.put((String) name, value);
                }
            });
            records = object.get(step);
        }
        if (!(records instanceof List<?>) && !pointer.isEmpty()) {
            throw new Refusal("no array at the pointer");
        }
        List<Expected> rows = new ArrayList<>();
        for (Object record : records instanceof List<?> list ? list : java.util.Arrays.asList(records)) {
            if (!(record instanceof Map<?, ?> fields)) {
                throw new Refusal("a record that is no object");
            }
            rows.add(rowOf(fields, around));
        }
        return rows;
    }

    private Expected rowOf(Map<?, ?> own, Map<String, @Nullable Object> around) throws Refusal {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        own.forEach((name, value) -> fields.put((String) name, value));
        around.forEach((name, value) -> {
            if (settings.envelopeFields().contains(name) && !fields.containsKey(name)) {
                fields.put(name, value);
            }
        });
        Map<String, @Nullable Object> everything = new LinkedHashMap<>(fields);
        around.forEach((name, value) -> {
            if (!everything.containsKey(name)) {
                everything.put(name, value);
            }
        });
        for (RequestColumn column : columns) {
            boolean isHidden = own.containsKey(column.name())
                    || (settings.envelopeFields().contains(column.name()) && around.containsKey(column.name()));
            if (!isHidden) {
                fields.put(column.name(), column.value());
            }
            if (!everything.containsKey(column.name())) {
                everything.put(column.name(), column.value());
            }
        }
        return new Expected(key(everything), fieldsAsConnectHasThem(fields), message(everything));
    }

    private @Nullable String key(Map<String, @Nullable Object> everything) throws Refusal {
        Object key = settings.keyField().map(everything::get).orElse(null);
        if (key instanceof Map || key instanceof List) {
            throw new Refusal("a key that is no scalar");
        }
        return key == null ? null : String.valueOf(asConnectHasIt(key));
    }

    private Optional<MessageId> message(Map<String, @Nullable Object> everything) throws Refusal {
        if (settings.messageId().isEmpty()) {
            return Optional.empty();
        }
        MessageIdFields names = settings.messageId().get();
        Object id = everything.get(names.idField());
        if (!(id instanceof String || id instanceof Long || id instanceof BigInteger) || id.equals("")) {
            throw new Refusal("no id");
        }
        Object scope = names.scopeField().isEmpty() ? "" : everything.get(names.scopeField());
        if (scope == null || scope instanceof Map || scope instanceof List) {
            throw new Refusal("no scope");
        }
        return Optional.of(new MessageId(Objects.toString(scope), id.toString()));
    }
}
