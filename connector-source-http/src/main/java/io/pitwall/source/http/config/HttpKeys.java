package io.pitwall.source.http.config;

import io.pitwall.source.http.route.PathPattern;
import io.pitwall.source.http.route.ReservedPaths;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The address and the path of a connector. */
public final class HttpKeys {

    public static final String HOST = "http.host";
    public static final String PORT = "http.port";
    public static final String PATH = "http.path";

    private static final String GROUP = "Listener";

    private HttpKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        HOST,
                        ConfigDef.Type.STRING,
                        "127.0.0.1",
                        Validators.nonBlank(),
                        Importance.HIGH,
                        "Address to listen on. The default is reachable from the worker's own machine only; "
                                + "0.0.0.0 is every address it has.",
                        GROUP,
                        1,
                        Width.MEDIUM,
                        "Host")
                .define(
                        PORT,
                        ConfigDef.Type.INT,
                        8080,
                        Range.between(0, 65_535),
                        Importance.HIGH,
                        "Port to listen on. 0 takes a free one and logs it. Tasks on one worker share one listener.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Port")
                .define(
                        PATH,
                        ConfigDef.Type.STRING,
                        "/telemetry",
                        Validators.text(
                                "a path that begins with /, has no ?, # or white space, is none that the listener keeps, and has {parameters} as whole segments",
                                path -> !ReservedPaths.contains(
                                        PathPattern.of(path).toString())),
                        Importance.MEDIUM,
                        "Path that takes POST requests. A segment in braces stands for any one: /telemetry/{deviceId}. "
                                + "/health/live, /health/ready and /phone are the listener's own.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Path");
    }
}
