package io.pitwall.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that Connect lists beside every transform: the one this jar was built as. */
public final class PluginVersion {

    private static final String VERSION = read();

    private PluginVersion() {}

    public static String get() {
        return VERSION;
    }

    private static String read() {
        try (InputStream stream = PluginVersion.class.getResourceAsStream("version.properties")) {
            if (stream == null) {
                throw new IllegalStateException(
                        "version.properties is missing from the transforms jar; build it again");
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("version.properties of the transforms jar cannot be read", unreadable);
        }
    }
}
