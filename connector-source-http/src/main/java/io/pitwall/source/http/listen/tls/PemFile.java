package io.pitwall.source.http.listen.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;

/** The blocks between BEGIN and END lines of one file (RFC 7468); whatever is around them is a comment. */
final class PemFile {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    /** Nothing in a PKCS#8 block says its algorithm in clear; a key factory refuses the keys of another. */
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private record Block(String label, String base64) {}

    private final String place;
    private final List<Block> blocks;

    private PemFile(String place, List<Block> blocks) {
        this.place = place;
        this.blocks = blocks;
    }

    static PemFile of(String key, Path path, FileContents contents) {
        String place = key + " (" + path + ")";
        Matcher matcher = BLOCK.matcher(new String(contents.of(path), StandardCharsets.ISO_8859_1));
        List<Block> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return new PemFile(place, blocks);
    }

    private byte[] contentOf(Block block) {
        try {
            return Base64.getMimeDecoder().decode(block.base64());
        } catch (IllegalArgumentException e) {
            // The cause is dropped, because it quotes what may be a key.
            throw new ConnectException("Expected Base64 between the BEGIN and END lines of " + place
                    + "; found something else. The file may be cut off.");
        }
    }

    /** All certificates, in their order; at least one. */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label().equals(CERTIFICATE)) {
                certificates.add(certificate(block));
            }
        }
        if (certificates.isEmpty()) {
            throw new ConnectException("Expected a block BEGIN CERTIFICATE in " + place + "; found " + labels() + ".");
        }
        return certificates;
    }

    private X509Certificate certificate(Block block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(contentOf(block)));
        } catch (CertificateException e) {
            throw new ConnectException(
                    "Expected X.509 certificates in " + place + "; found one that cannot be read.", e);
        }
    }

    PrivateKey privateKey() {
        List<Block> keys = blocks.stream()
                .filter(block -> block.label().equals(PRIVATE_KEY))
                .toList();
        if (keys.size() != 1) {
            throw new ConnectException(
                    "Expected one block BEGIN PRIVATE KEY in " + place + ", which is PKCS#8 without a "
                            + "password; found " + labels() + ". Convert it with: openssl pkcs8 -topk8 -nocrypt.");
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(contentOf(keys.get(0)));
        return KEY_ALGORITHMS.stream()
                .flatMap(algorithm -> privateKey(algorithm, encoded).stream())
                .findFirst()
                .orElseThrow(() -> new ConnectException("Expected a key of " + String.join(", ", KEY_ALGORITHMS)
                        + " in " + place + "; found one that cannot be read."));
    }

    private static Optional<PrivateKey> privateKey(String algorithm, PKCS8EncodedKeySpec encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
        } catch (GeneralSecurityException e) {
            // Not a key of this algorithm. The cause is dropped, because it may describe the key.
            return Optional.empty();
        }
    }

    private String labels() {
        return blocks.isEmpty()
                ? "no block"
                : String.join(", ", blocks.stream().map(Block::label).toList());
    }
}
