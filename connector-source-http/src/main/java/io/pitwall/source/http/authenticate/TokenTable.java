package io.pitwall.source.http.authenticate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which client a token belongs to. Immutable.
 *
 * <p>Knows of each token its SHA-256 only, and looks it up under a second SHA-256, salted with a secret of this object:
 * a look-up stops at the first difference, but where that is cannot be steered from outside, so its time tells nothing
 * about a token, however many there are.
 */
final class TokenTable {

    private static final int SALT_BYTES = 32;

    private final byte[] salt = new byte[SALT_BYTES];
    private final Map<ByteBuffer, Client> clients = new HashMap<>();

    private TokenTable() {
        new SecureRandom().nextBytes(salt);
    }

    /** The only token there is. */
    static TokenTable of(String token, String clientName) {
        TokenTable table = new TokenTable();
        table.add(Sha256.of(token.getBytes(UTF_8)), clientName);
        return table;
    }

    /**
     * Reads lines of {@code name:sha256}, blank ones and those that begin with {@code #} left out. A name may have several
     * tokens, so that one can follow the other; a token has one name.
     *
     * @throws ConfigException at the first line that is none of these; never quotes it
     */
    static TokenTable parse(List<String> lines) {
        TokenTable table = new TokenTable();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                table.addLine(line, i + 1);
            }
        }
        if (table.size() == 0) {
            throw new ConfigException("Expected at least one line name:sha256; found none.");
        }
        return table;
    }

    private void addLine(String line, int number) {
        int colon = line.lastIndexOf(':');
        Optional<byte[]> digest = digest(line.substring(colon + 1).strip());
        String name = colon < 0 ? "" : line.substring(0, colon).strip();
        if (digest.isEmpty() || name.isEmpty()) {
            throw new ConfigException("Expected name:sha256 in line " + number
                    + ", with the SHA-256 of the token as 64 hexadecimal digits; found something else.");
        }
        if (!add(digest.get(), name)) {
            throw new ConfigException(
                    "Expected each token once; found the one of line " + number + " in an earlier line too.");
        }
    }

    private static Optional<byte[]> digest(String hex) {
        boolean isDigest = hex.length() == 2 * Sha256.BYTES && hex.chars().allMatch(HexFormat::isHexDigit);
        return isDigest ? Optional.of(HexFormat.of().parseHex(hex)) : Optional.empty();
    }

    /** False where the token is known already. */
    private boolean add(byte[] tokenDigest, String clientName) {
        return clients.putIfAbsent(salted(tokenDigest), new Client(clientName, true)) == null;
    }

    int size() {
        return clients.size();
    }

    Optional<Client> clientOf(String token) {
        return Optional.ofNullable(clients.get(salted(Sha256.of(token.getBytes(UTF_8)))));
    }

    private ByteBuffer salted(byte[] tokenDigest) {
        return ByteBuffer.wrap(Sha256.of(salt, tokenDigest));
    }
}
