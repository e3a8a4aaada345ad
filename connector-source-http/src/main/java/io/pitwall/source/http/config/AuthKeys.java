package io.pitwall.source.http.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Who may send. */
public final class AuthKeys {

    public static final String TYPE = "auth.type";
    public static final String BASIC_USERNAME = "auth.basic.username";
    public static final String BASIC_PASSWORD = "auth.basic.password";
    public static final String BEARER_TOKEN = "auth.bearer.token";
    public static final String BEARER_TOKENS_FILE = "auth.bearer.tokens.file";
    public static final String HMAC_SECRET = "auth.hmac.secret";
    public static final String HMAC_TIMESTAMP_HEADER = "auth.hmac.timestamp.header";
    public static final String HMAC_SIGNATURE_HEADER = "auth.hmac.signature.header";
    public static final String HMAC_WINDOW_MS = "auth.hmac.window.ms";
    public static final String CLIENT_NAMES = "tls.client.names";

    private static final String GROUP = "Authentication";

    private static final long DAY_MS = 86_400_000;

    private AuthKeys() {}

    public static ConfigDef define(ConfigDef definition) {
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
    public static boolean isCertificateRequired(Map<String, ?> values) {
        return "required".equals(values.get("tls.client.auth"));
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
