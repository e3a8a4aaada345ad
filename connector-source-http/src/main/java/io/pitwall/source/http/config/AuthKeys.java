package io.pitwall.source.http.config;

import io.pitwall.source.http.authenticate.AuthSettings;
import io.pitwall.source.http.authenticate.AuthSettings.Basic;
import io.pitwall.source.http.authenticate.AuthSettings.BearerToken;
import io.pitwall.source.http.authenticate.AuthSettings.BearerTokensFile;
import io.pitwall.source.http.authenticate.AuthSettings.Credentials;
import io.pitwall.source.http.authenticate.AuthSettings.Hmac;
import io.pitwall.source.http.authenticate.AuthSettings.None;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Who may send. */
final class AuthKeys {

    static final String TYPE = "auth.type";
    static final String BASIC_USERNAME = "auth.basic.username";
    static final String BASIC_PASSWORD = "auth.basic.password";
    static final String BEARER_TOKEN = "auth.bearer.token";
    static final String BEARER_TOKENS_FILE = "auth.bearer.tokens.file";
    static final String HMAC_SECRET = "auth.hmac.secret";
    static final String HMAC_TIMESTAMP_HEADER = "auth.hmac.timestamp.header";
    static final String HMAC_SIGNATURE_HEADER = "auth.hmac.signature.header";
    static final String HMAC_WINDOW_MS = "auth.hmac.window.ms";
    static final String CLIENT_NAMES = "tls.client.names";

    private static final String GROUP = "Authentication";

    private static final long DAY_MS = 86_400_000;

    private AuthKeys() {}

    static ConfigDef define(ConfigDef definition) {
        defineType(definition);
        defineBasic(definition);
        defineBearer(definition);
        defineHmac(definition);
        return defineCertificates(definition);
    }

    private static void defineType(ConfigDef definition) {
        OneOf types = new OneOf(AuthType.words());
        definition.define(
                TYPE,
                ConfigDef.Type.STRING,
                AuthType.NONE.word(),
                types,
                Importance.HIGH,
                "How clients identify themselves. none: they do not. basic: a user name and a password. bearer: a token. "
                        + "hmac: a signature of the body. With none written out, an address that other machines reach may be "
                        + "listened on without any; otherwise that needs another type, or tls.client.auth=required.",
                GROUP,
                1,
                Width.SHORT,
                "Authentication type",
                types);
    }

    private static void defineBasic(ConfigDef definition) {
        definition
                .define(
                        BASIC_USERNAME,
                        ConfigDef.Type.STRING,
                        "",
                        Validators.text("a name without colon and control characters", name -> name.chars()
                                .noneMatch(c -> c == ':' || Character.isISOControl(c))),
                        Importance.MEDIUM,
                        "Name of the one user of auth.type=basic (RFC 7617).",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "User name")
                .define(
                        BASIC_PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Password of the one user of auth.type=basic.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Password");
    }

    private static void defineBearer(ConfigDef definition) {
        definition
                .define(
                        BEARER_TOKEN,
                        ConfigDef.Type.PASSWORD,
                        null,
                        bearerToken(),
                        Importance.MEDIUM,
                        "The one token of auth.type=bearer (RFC 6750). All clients that have it are one for limits per client.",
                        GROUP,
                        4,
                        Width.LONG,
                        "Bearer token")
                .define(
                        BEARER_TOKENS_FILE,
                        ConfigDef.Type.STRING,
                        "",
                        Validators.text("the path of a file", AuthKeys::isPath),
                        Importance.MEDIUM,
                        "Path of a file, on every worker, with the tokens of auth.type=bearer: a line for each, "
                                + "name:sha256, with the SHA-256 of the token in hexadecimal digits and the name of the client it "
                                + "belongs to. Lines that begin with # are comments. Read again within seconds when it changes; "
                                + "a file with an error in it changes nothing. Instead of auth.bearer.token.",
                        GROUP,
                        5,
                        Width.LONG,
                        "Bearer tokens file");
    }

    private static void defineHmac(ConfigDef definition) {
        definition
                .define(
                        HMAC_SECRET,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Secret of auth.type=hmac. A client signs the timestamp, a full stop and the body as it is sent, "
                                + "with HMAC-SHA256. All clients that have it are one for limits per client.",
                        GROUP,
                        6,
                        Width.LONG,
                        "HMAC secret")
                .define(
                        HMAC_TIMESTAMP_HEADER,
                        ConfigDef.Type.STRING,
                        "X-Timestamp",
                        headerName(),
                        Importance.LOW,
                        "Header with the time of signing, in whole seconds since 1970-01-01 UTC.",
                        GROUP,
                        7,
                        Width.MEDIUM,
                        "Timestamp header")
                .define(
                        HMAC_SIGNATURE_HEADER,
                        ConfigDef.Type.STRING,
                        "X-Signature",
                        headerName(),
                        Importance.LOW,
                        "Header with the signature in hexadecimal digits or Base64, with or without sha256= before it.",
                        GROUP,
                        8,
                        Width.MEDIUM,
                        "Signature header")
                .define(
                        HMAC_WINDOW_MS,
                        ConfigDef.Type.LONG,
                        300_000L,
                        Range.between(1_000L, DAY_MS),
                        Importance.LOW,
                        "How far the time of signing may be from the worker's clock, in milliseconds, before and after. "
                                + "Within it, a request that was overheard can be sent again.",
                        GROUP,
                        9,
                        Width.SHORT,
                        "Signature window (ms)");
    }

    private static ConfigDef defineCertificates(ConfigDef definition) {
        return definition.define(
                CLIENT_NAMES,
                ConfigDef.Type.LIST,
                List.of(),
                Validators.list("names, separated by commas", name -> !name.isBlank()),
                Importance.MEDIUM,
                "Who may send with tls.client.auth=required: common names, DNS names or URIs of client certificates, "
                        + "exactly as they stand there. Any other certificate is answered 403. Empty: every certificate that "
                        + "the authority has signed. In addition to auth.type; the name is then that of the client.",
                GROUP,
                10,
                Width.LONG,
                "Names of client certificates");
    }

    /**
     * What is wrong with the keys of this group in the company of others, at the key to change.
     *
     * @param values the value of every key, each of them valid by itself
     * @param originals what was written out
     */
    static Map<String, String> contradictions(Map<String, ?> values, Map<String, String> originals) {
        return new AuthContradictions(values, originals).messages();
    }

    /** Whether nobody gets as far as a request without a certificate. */
    static boolean isCertificateRequired(Map<String, ?> values) {
        return "required".equals(values.get("tls.client.auth"));
    }

    /** The headers of its own that this kind of authentication has clients send. */
    static List<String> headers(AbstractConfig config) {
        return AuthType.of(config.getString(TYPE)) == AuthType.HMAC
                ? List.of(config.getString(HMAC_TIMESTAMP_HEADER), config.getString(HMAC_SIGNATURE_HEADER))
                : List.of();
    }

    /** @param config one that has passed {@link #contradictions} */
    static AuthSettings settings(AbstractConfig config) {
        Optional<Set<String>> certificates = isCertificateRequired(config.values())
                ? Optional.of(Set.copyOf(config.getList(CLIENT_NAMES)))
                : Optional.empty();
        return new AuthSettings(credentials(config), certificates);
    }

    private static Credentials credentials(AbstractConfig config) {
        return switch (AuthType.of(config.getString(TYPE))) {
            case NONE -> new None();
            case BASIC -> new Basic(config.getString(BASIC_USERNAME), config.getPassword(BASIC_PASSWORD));
            case BEARER -> bearer(config);
            case HMAC ->
                new Hmac(
                        config.getPassword(HMAC_SECRET),
                        config.getString(HMAC_TIMESTAMP_HEADER),
                        config.getString(HMAC_SIGNATURE_HEADER),
                        Duration.ofMillis(config.getLong(HMAC_WINDOW_MS)));
        };
    }

    private static Credentials bearer(AbstractConfig config) {
        String file = config.getString(BEARER_TOKENS_FILE);
        return file.isEmpty() ? new BearerToken(config.getPassword(BEARER_TOKEN)) : new BearerTokensFile(Path.of(file));
    }

    private static boolean isPath(String text) {
        // Throws for what is none.
        Path unused = Path.of(text);
        return true;
    }

    private static Validator headerName() {
        return Validators.text("the name of a header", name -> name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+"));
    }

    /** What can be sent after {@code Bearer}; nothing is as good as no token. */
    private static Validator bearerToken() {
        String expectation = "letters, digits and -._~+/, with = at the end only";
        return LambdaValidator.with(
                (name, value) -> {
                    if (value instanceof Password token && !token.value().matches("[A-Za-z0-9._~+/-]*=*")) {
                        throw new ConfigException(name, value, "Expected " + expectation + ".");
                    }
                },
                () -> expectation);
    }
}
