package io.pitwall.source.http.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How a message is told from others, so that one sent again is not written again. */
public final class DedupKeys {

    public static final String SCOPE_FIELD = "dedup.scope.field";
    public static final String ID_FIELD = "dedup.id.field";
    public static final String ID_HEADER = "dedup.id.header";
    public static final String EXPIRY_MS = "dedup.expiry.ms";

    private static final String GROUP = "Deduplication";

    private static final long DAY_MS = 86_400_000;

    private DedupKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        ID_FIELD,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "Field of the record, or beside the array at records.pointer, that tells a message from the others of its "
                                + "scope, for example messageId: an integer that counts up, or any text. A message sent again is "
                                + "answered 200 and not written again, across restarts. A record without it is refused. "
                                + "Empty: messages are not told apart.",
                        GROUP,
                        1,
                        Width.MEDIUM,
                        "Id field")
                .define(
                        SCOPE_FIELD,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "Field within whose value dedup.id.field is unique, for example sessionId. Empty: the id alone is unique.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "Scope field")
                .define(
                        ID_HEADER,
                        ConfigDef.Type.STRING,
                        "",
                        Validators.text("the name of a header, or nothing", DedupKeys::isHeaderNameOrEmpty),
                        Importance.MEDIUM,
                        "Header by which a client names a request, for example Idempotency-Key; instead of dedup.id.field. The same "
                                + "name on the same path by the same client is the same request, whatever its body. "
                                + "A request without it is always written.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Id header")
                .define(
                        EXPIRY_MS,
                        ConfigDef.Type.LONG,
                        DAY_MS,
                        Range.atLeast(1_000),
                        Importance.MEDIUM,
                        "How long a message can be sent again without being written again, in milliseconds: since the last message "
                                + "of its scope where the ids are integers, else since the message itself. Longer than any client "
                                + "goes on trying.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Expiry (ms)");
    }

    private static boolean isHeaderNameOrEmpty(String text) {
        return text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]*");
    }

    /**
     * What is wrong with the keys of this group in the company of others, at the key to change.
     *
     * @param properties as given, Connect's own among them
     */
    static Map<String, String> contradictions(Map<String, ?> values, Map<String, String> properties) {
        boolean hasField = !"".equals(values.get(ID_FIELD));
        boolean hasHeader = !"".equals(values.get(ID_HEADER));
        Map<String, String> messages = new LinkedHashMap<>();
        if (!hasField && !"".equals(values.get(SCOPE_FIELD))) {
            messages.put(
                    SCOPE_FIELD,
                    "dedup.scope.field needs dedup.id.field: a scope alone tells no message from another.");
        }
        if (hasField && hasHeader) {
            messages.put(ID_HEADER, "dedup.id.header and dedup.id.field both name the message; leave one of them out.");
        } else if (hasField || hasHeader) {
            String key = hasField ? ID_FIELD : ID_HEADER;
            if (!"none".equalsIgnoreCase(properties.getOrDefault("errors.tolerance", "none"))) {
                messages.put(
                        key,
                        key
                                + " needs errors.tolerance=none: otherwise a row that failed looks like one that a transform dropped, "
                                + "and a message that is lost would be taken for committed.");
            } else if (!"0"
                    .equals(properties.getOrDefault("errors.retry.timeout", "0").strip())) {
                messages.put(
                        key,
                        key
                                + " needs errors.retry.timeout=0: a task that stops while a transform is retried drops the row, "
                                + "and a message that is lost would be taken for committed.");
            }
        }
        return messages;
    }
}
