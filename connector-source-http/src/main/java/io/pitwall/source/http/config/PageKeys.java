package io.pitwall.source.http.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The key of the page that makes a phone's browser a sensor. */
public final class PageKeys {

    public static final String DEMO_PAGE = "demo.page";

    private static final String GROUP = "Demo";

    private PageKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition.define(
                DEMO_PAGE,
                ConfigDef.Type.BOOLEAN,
                false,
                Importance.LOW,
                "Whether GET /phone on the listener is a page that turns any phone's browser into a sensor: it posts "
                        + "readings of the accelerometer to this connector as the app Sensor Logger does. Browsers give "
                        + "them only to pages over https or from localhost. Anybody who reaches the listener may open "
                        + "the page, without credentials; sending needs them.",
                GROUP,
                1,
                Width.SHORT,
                "Phone page");
    }
}
