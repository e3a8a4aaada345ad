package io.pitwall.source.http.config;

import io.pitwall.source.http.cors.Cors;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Which web pages may send requests. */
public final class CorsKeys {

    public static final String ALLOWED_ORIGINS = "cors.allowed.origins";

    private static final String GROUP = "Browsers";

    private CorsKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition.define(
                ALLOWED_ORIGINS,
                ConfigDef.Type.LIST,
                List.of(),
                Validators.list(
                        "* or origins without a path (scheme://host or scheme://host:port), separated by commas",
                        origin -> origin.equals(Cors.ANY_ORIGIN) || Cors.isOrigin(origin)),
                Importance.LOW,
                "Origins whose web pages may send requests to this gateway from a browser, for example https://app.example.com; "
                        + "* is every one. Empty: none but its own.",
                GROUP,
                1,
                Width.LONG,
                "Allowed origins");
    }

    /** What is wrong with the value as a whole. */
    static Map<String, String> contradictions(Map<String, ?> values) {
        boolean isAnyAmongOthers = values.get(ALLOWED_ORIGINS) instanceof List<?> origins
                && origins.contains(Cors.ANY_ORIGIN)
                && origins.size() > 1;
        return isAnyAmongOthers
                ? Map.of(ALLOWED_ORIGINS, "cors.allowed.origins must be * alone or a list of origins; found both.")
                : Map.of();
    }
}
