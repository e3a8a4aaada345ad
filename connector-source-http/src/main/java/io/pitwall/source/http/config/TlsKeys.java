package io.pitwall.source.http.config;

import io.pitwall.source.http.listen.tls.IdentityFiles;
import io.pitwall.source.http.listen.tls.TlsSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/** The certificate of a listener, and those it demands of its clients. Connectors that share a port have to agree. */
public final class TlsKeys {

    public static final String CERTIFICATE_FILE = "tls.certificate.file";
    public static final String KEY_FILE = "tls.key.file";
    public static final String KEYSTORE_FILE = "tls.keystore.file";
    public static final String KEYSTORE_PASSWORD = "tls.keystore.password";
    public static final String CLIENT_AUTH = "tls.client.auth";
    public static final String CLIENT_CA_FILE = "tls.client.ca.file";
    public static final String RELOAD_INTERVAL_MS = "tls.reload.interval.ms";

    private static final String GROUP = "TLS";
    private static final String NO_CLIENT_AUTH = "none";
    private static final String CLIENT_AUTH_REQUIRED = "required";
    private static final OneOf CLIENT_AUTH_WORDS = new OneOf(List.of(NO_CLIENT_AUTH, CLIENT_AUTH_REQUIRED));
    private static final Password NO_PASSWORD = new Password("");
    private static final long MAX_RELOAD_INTERVAL_MS = 86_400_000;

    private TlsKeys() {}

    static ConfigDef define(ConfigDef definition) {
        defineIdentity(definition);
        return definition
                .define(
                        CLIENT_AUTH,
                        ConfigDef.Type.STRING,
                        NO_CLIENT_AUTH,
                        CLIENT_AUTH_WORDS,
                        Importance.MEDIUM,
                        "Whether clients have to show a certificate: none, or required (mutual TLS).",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Client certificates",
                        CLIENT_AUTH_WORDS)
                .define(
                        CLIENT_CA_FILE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "PEM file on every worker with the authorities that sign the certificates of clients, "
                                + "for tls.client.auth=required.",
                        GROUP,
                        6,
                        Width.LONG,
                        "Client CA file")
                .define(
                        RELOAD_INTERVAL_MS,
                        ConfigDef.Type.LONG,
                        10_000L,
                        Range.between(0, MAX_RELOAD_INTERVAL_MS),
                        Importance.LOW,
                        "How often the files are looked at again, in milliseconds. New connections get the new certificate; "
                                + "files that cannot be used leave the old one in place. 0: never.",
                        GROUP,
                        7,
                        Width.SHORT,
                        "Reload interval (ms)");
    }

    private static void defineIdentity(ConfigDef definition) {
        definition
                .define(
                        CERTIFICATE_FILE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "PEM file on every worker with the certificate of the listener, and those of its issuers after it. "
                                + "With it, or with tls.keystore.file, the port speaks TLS (1.2 and 1.3) only.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Certificate file")
                .define(
                        KEY_FILE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "PEM file on every worker with the private key of tls.certificate.file: PKCS#8, without a password.",
                        GROUP,
                        2,
                        Width.LONG,
                        "Key file")
                .define(
                        KEYSTORE_FILE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "PKCS12 file on every worker with the certificate and the private key, instead of two PEM files.",
                        GROUP,
                        3,
                        Width.LONG,
                        "Keystore file")
                .define(
                        KEYSTORE_PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        NO_PASSWORD,
                        Importance.MEDIUM,
                        "Password of tls.keystore.file and of the key in it.",
                        GROUP,
                        4,
                        Width.MEDIUM,
                        "Keystore password");
    }

    /** What is wrong with the keys of this group in the company of each other, at the key to change. */
    static Map<String, String> contradictions(Map<String, ?> values) {
        boolean hasCertificate = isGiven(CERTIFICATE_FILE, values);
        boolean hasKey = isGiven(KEY_FILE, values);
        boolean hasKeystore = isGiven(KEYSTORE_FILE, values);
        boolean hasClientCa = isGiven(CLIENT_CA_FILE, values);
        boolean isClientAuthRequired = CLIENT_AUTH_REQUIRED.equals(values.get(CLIENT_AUTH));
        Map<String, String> messages = new LinkedHashMap<>();
        if (hasCertificate && !hasKey) {
            messages.put(KEY_FILE, "tls.key.file is needed with tls.certificate.file; found nothing.");
        }
        if (hasKey && !hasCertificate) {
            messages.put(CERTIFICATE_FILE, "tls.certificate.file is needed with tls.key.file; found nothing.");
        }
        if (hasKeystore && (hasCertificate || hasKey)) {
            messages.put(
                    KEYSTORE_FILE,
                    "tls.keystore.file stands in for tls.certificate.file and tls.key.file; found both.");
        }
        if (isGiven(KEYSTORE_PASSWORD, values) && !hasKeystore) {
            messages.put(KEYSTORE_PASSWORD, "tls.keystore.password needs tls.keystore.file; found nothing.");
        }
        if (isClientAuthRequired && !hasClientCa) {
            messages.put(CLIENT_CA_FILE, "tls.client.ca.file is needed with tls.client.auth=required; found nothing.");
        }
        if (hasClientCa && !isClientAuthRequired) {
            messages.put(
                    CLIENT_AUTH,
                    "tls.client.auth must be required for tls.client.ca.file to have a meaning; found none.");
        }
        if (isClientAuthRequired && !hasCertificate && !hasKeystore) {
            messages.put(
                    CLIENT_AUTH,
                    "tls.client.auth=required needs a listener that speaks TLS: set tls.certificate.file or tls.keystore.file.");
        }
        return messages;
    }

    private static boolean isGiven(String key, Map<String, ?> values) {
        Object value = values.get(key);
        return value != null && !value.equals("") && !value.equals(NO_PASSWORD);
    }

    /** Empty: the listener speaks plain HTTP. */
    static Optional<TlsSettings> settings(AbstractConfig config) {
        Optional<IdentityFiles> keystore = file(KEYSTORE_FILE, config)
                .map(path -> new IdentityFiles.Keystore(path, config.getPassword(KEYSTORE_PASSWORD)));
        Optional<IdentityFiles> pem = file(CERTIFICATE_FILE, config)
                .flatMap(certificate -> file(KEY_FILE, config).map(key -> new IdentityFiles.Pem(certificate, key)));
        return keystore.or(() -> pem)
                .map(identity ->
                        new TlsSettings(identity, file(CLIENT_CA_FILE, config), config.getLong(RELOAD_INTERVAL_MS)));
    }

    private static Optional<Path> file(String key, AbstractConfig config) {
        return Optional.ofNullable(config.getString(key))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }
}
