package io.pitwall.source.http.config;

import io.pitwall.source.http.route.ResponseTemplate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What a client is told. */
public final class AnswerKeys {

    public static final String RESPONSE_BODY = "response.body";

    private static final String GROUP = "Limits and answers";

    private AnswerKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition.define(
                RESPONSE_BODY,
                ConfigDef.Type.STRING,
                "{\"accepted\": ${count}}",
                Validators.text("no placeholder but ${count}", ResponseTemplate::isValid),
                Importance.LOW,
                "Body of a 200; ${count} stands for the number of records.",
                GROUP,
                9,
                Width.LONG,
                "Response body");
    }
}
