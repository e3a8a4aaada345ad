package io.pitwall.source.http.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** Finds what no key of authentication can see of itself. */
final class AuthContradictions {

    private static final Map<AuthType, List<String>> KEYS = Map.of(
            AuthType.NONE,
            List.of(),
            AuthType.BASIC,
            List.of(AuthKeys.BASIC_USERNAME, AuthKeys.BASIC_PASSWORD),
            AuthType.BEARER,
            List.of(AuthKeys.BEARER_TOKEN, AuthKeys.BEARER_TOKENS_FILE),
            AuthType.HMAC,
            List.of(
                    AuthKeys.HMAC_SECRET,
                    AuthKeys.HMAC_TIMESTAMP_HEADER,
                    AuthKeys.HMAC_SIGNATURE_HEADER,
                    AuthKeys.HMAC_WINDOW_MS));

    private static final Map<String, Object> DEFAULTS =
            AuthKeys.define(new ConfigDef()).defaultValues();

    private final Map<String, ?> values;
    private final Map<String, String> originals;
    private final AuthType type;
    private final Map<String, String> messages = new LinkedHashMap<>();

    AuthContradictions(Map<String, ?> values, Map<String, String> originals) {
        this.values = values;
        this.originals = originals;
        this.type = AuthType.of(String.valueOf(values.get(AuthKeys.TYPE)));
    }

    Map<String, String> messages() {
        findOpenDoor();
        findMissing();
        findForeign();
        findNamesNobodyShows();
        return messages;
    }

    private void findOpenDoor() {
        String host = String.valueOf(values.get(HttpKeys.HOST));
        boolean isAnybodyLetIn = type == AuthType.NONE && !AuthKeys.isCertificateRequired(values);
        boolean isWrittenOut = originals.get(AuthKeys.TYPE) != null;
        if (isAnybodyLetIn && !isWrittenOut && !Loopback.isLoopback(host)) {
            messages.put(
                    AuthKeys.TYPE,
                    "http.host=" + host
                            + " is reachable from other machines, and anybody there may send. Set auth.type to "
                            + "basic, bearer or hmac, or tls.client.auth=required; or write auth.type=none out, to say that "
                            + "this is meant.");
        }
    }

    private void findMissing() {
        switch (type) {
            case NONE -> {}
            case BASIC -> {
                require(AuthKeys.BASIC_USERNAME);
                require(AuthKeys.BASIC_PASSWORD);
            }
            case BEARER -> requireOneKindOfToken();
            case HMAC -> {
                require(AuthKeys.HMAC_SECRET);
                requireTwoHeaders();
            }
        }
    }

    private void require(String key) {
        if (!isGiven(key)) {
            messages.put(key, key + " is required with auth.type=" + type.word() + "; found nothing.");
        }
    }

    private void requireOneKindOfToken() {
        boolean hasToken = isGiven(AuthKeys.BEARER_TOKEN);
        boolean hasFile = isGiven(AuthKeys.BEARER_TOKENS_FILE);
        if (!hasToken && !hasFile) {
            messages.put(
                    AuthKeys.BEARER_TOKEN,
                    "auth.bearer.token or auth.bearer.tokens.file is required with auth.type=bearer; found neither.");
        }
        if (hasToken && hasFile) {
            messages.put(
                    AuthKeys.BEARER_TOKENS_FILE,
                    "auth.bearer.tokens.file stands for auth.bearer.token; found both. Leave one of them out.");
        }
    }

    private void requireTwoHeaders() {
        String timestamp = String.valueOf(values.get(AuthKeys.HMAC_TIMESTAMP_HEADER));
        String signature = String.valueOf(values.get(AuthKeys.HMAC_SIGNATURE_HEADER));
        if (timestamp.equalsIgnoreCase(signature)) {
            messages.put(
                    AuthKeys.HMAC_SIGNATURE_HEADER,
                    "auth.hmac.signature.header must be another header than auth.hmac.timestamp.header; found "
                            + signature + " for both.");
        }
    }

    private void findForeign() {
        KEYS.forEach((owner, keys) -> {
            if (owner != type) {
                keys.stream().filter(this::isGiven).forEach(key -> messages.put(key, foreign(key, owner)));
            }
        });
    }

    private String foreign(String key, AuthType owner) {
        return key + " is for auth.type=" + owner.word() + "; found auth.type=" + type.word()
                + ". Leave the key out, or change auth.type.";
    }

    private void findNamesNobodyShows() {
        if (isGiven(AuthKeys.CLIENT_NAMES) && !AuthKeys.isCertificateRequired(values)) {
            messages.put(
                    AuthKeys.CLIENT_NAMES,
                    "tls.client.names needs tls.client.auth=required: nobody has to show a certificate otherwise.");
        }
    }

    /** Whether the key says something else than its default; an empty secret says nothing. */
    private boolean isGiven(String key) {
        Object value = values.get(key);
        boolean isEmptySecret =
                value instanceof Password secret && secret.value().isEmpty();
        return value != null && !isEmptySecret && !value.equals(DEFAULTS.get(key));
    }
}
