package io.pitwall.sink.config.keys;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** What Kafka's clients take for {@code bootstrap.servers}, as far as it can be told without looking hosts up. */
final class BrokerList implements ConfigDef.Validator {

    /** With or without a protocol before it; an IPv6 address may be in brackets. */
    private static final Pattern ADDRESS = Pattern.compile("([0-9a-zA-Z%._-]+://)?[^\\s/]+:[0-9]{1,5}");

    @Override
    public void ensureValid(String name, Object value) {
        boolean isList = value instanceof String list
                && Arrays.stream(list.split(","))
                        .allMatch(address -> ADDRESS.matcher(address.trim()).matches());
        if (!isList) {
            throw new ConfigException(name, value, "expected " + this);
        }
    }

    @Override
    public String toString() {
        return "non-empty list of host:port, with commas between";
    }
}
