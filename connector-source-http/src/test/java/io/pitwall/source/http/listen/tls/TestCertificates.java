package io.pitwall.source.http.listen.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes keys and certificates with the keytool of the running JDK, and turns them into the files users have. */
public final class TestCertificates {

    public static final String PASSWORD = "changeit";

    private final Path directory;

    public TestCertificates(Path directory) {
        this.directory = directory;
    }

    /** A key store with a key and a certificate that vouches for itself, for localhost. */
    public Path selfSigned(String name) throws IOException {
        return generate(name, "-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "bc:c");
    }

    /** A key store with a key that the authority has signed, valid from a day on as keytool writes it (-10d) for 5 days. */
    public Path signedBy(Path authority, String name, String startDate) throws IOException {
        Path store = generate(name);
        Path request = directory.resolve(name + ".csr");
        Path signed = directory.resolve(name + ".crt");
        Path issuer = directory.resolve(name + "-issuer.crt");
        keytool("-certreq", "-keystore", store, "-alias", "key", "-file", request);
        keytool(
                "-gencert",
                "-keystore",
                authority,
                "-alias",
                "key",
                "-infile",
                request,
                "-outfile",
                signed,
                "-rfc",
                "-startdate",
                startDate,
                "-validity",
                "5");
        keytool("-exportcert", "-keystore", authority, "-alias", "key", "-file", issuer, "-rfc");
        keytool("-importcert", "-noprompt", "-keystore", store, "-alias", "issuer", "-file", issuer);
        keytool("-importcert", "-noprompt", "-keystore", store, "-alias", "key", "-file", signed);
        return store;
    }

    private Path generate(String name, String... more) throws IOException {
        Path store = directory.resolve(name + ".p12");
        List<Object> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-keystore",
                store,
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-validity",
                "30"));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray());
        return store;
    }

    private static void keytool(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-J-Xshare:auto"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while keytool ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The certificates of the key, its own first, as PEM. */
    public static String certificatePem(Path store) throws IOException, GeneralSecurityException {
        StringBuilder pem = new StringBuilder();
        for (Certificate certificate : load(store).getCertificateChain("key")) {
            pem.append(block("CERTIFICATE", certificate.getEncoded()));
        }
        return pem.toString();
    }

    public static String keyPem(Path store) throws IOException, GeneralSecurityException {
        return block(
                "PRIVATE KEY", load(store).getKey("key", PASSWORD.toCharArray()).getEncoded());
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }

    public static SSLContext client(Path trusted, @Nullable Path identity)
            throws IOException, GeneralSecurityException {
        return client(List.of(trusted), identity);
    }

    /** A client that trusts these certificates, and shows the identity where it has one. */
    public static SSLContext client(List<Path> trusted, @Nullable Path identity)
            throws IOException, GeneralSecurityException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        for (Path store : trusted) {
            authorities.setCertificateEntry(
                    store.getFileName().toString(), load(store).getCertificate("key"));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity == null ? null : load(identity), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        try (var content = Files.newInputStream(store)) {
            KeyStore loaded = KeyStore.getInstance("PKCS12");
            loaded.load(content, PASSWORD.toCharArray());
            return loaded;
        }
    }
}
