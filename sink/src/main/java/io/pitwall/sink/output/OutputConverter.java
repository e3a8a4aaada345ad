package io.pitwall.sink.output;

import io.pitwall.sink.config.WindowSinkConfig.ConverterSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * A Connect converter, called with its own plugin's class loader in the thread's context: converters of other plugins
 * find their classes only there.
 */
final class OutputConverter {

    private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";
    private static final String SCHEMAS_ENABLE = "schemas.enable";

    private final Converter converter;
    private final boolean isPlainJson;

    private OutputConverter(Converter converter, boolean isPlainJson) {
        this.converter = converter;
        this.isPlainJson = isPlainJson;
    }

    /** Makes and configures the converter that a config names. */
    static OutputConverter of(ConverterSettings settings, boolean isKey) {
        Class<?> converterClass = settings.converterClass();
        try {
            Converter converter =
                    (Converter) converterClass.getDeclaredConstructor().newInstance();
            Map<String, Object> config = new HashMap<>(settings.settings());
            boolean isPlainJson = converterClass.getName().equals(JSON_CONVERTER)
                    && !Boolean.parseBoolean(String.valueOf(config.get(SCHEMAS_ENABLE)));
            if (isPlainJson) {
                config.put(SCHEMAS_ENABLE, "false");
            }
            OutputConverter output = new OutputConverter(converter, isPlainJson);
            output.inItsClassLoader(() -> {
                converter.configure(config, isKey);
                return new byte[0];
            });
            return output;
        } catch (ReflectiveOperationException e) {
            throw new ConnectException(
                    "Expected a converter that can be created without arguments, found " + converterClass.getName(), e);
        }
    }

    /** Whether this is {@code JsonConverter} without schemas, which {@link JsonEncoder} stands in for. */
    boolean writesPlainJson() {
        return isPlainJson;
    }

    byte @Nullable [] convert(String topic, @Nullable Schema schema, @Nullable Object value) {
        return inItsClassLoader(() -> converter.fromConnectData(topic, schema, value));
    }

    private interface Call {
        byte @Nullable [] run();
    }

    private byte @Nullable [] inItsClassLoader(Call call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(converter.getClass().getClassLoader());
        try {
            return call.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
