package io.pitwall.source.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version this jar was built as. */
final class GatewayVersion {

    private static final String VERSION = load();

    private GatewayVersion() {}

    static String get() {
        return VERSION;
    }

    private static String load() {
        try (InputStream resource = GatewayVersion.class.getResourceAsStream("version.properties")) {
            if (resource == null) {
                throw new IllegalStateException(
                        "The jar of the HTTP gateway is incomplete: version.properties is missing.");
            }
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read version.properties of the HTTP gateway", e);
        }
    }
}
