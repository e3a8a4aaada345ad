package io.pitwall.source.http.listen.tls;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one listener, looked at every now and then. Blocks; one thread at a time. */
public final class CertificateFiles {

    private static final Logger log = LoggerFactory.getLogger(CertificateFiles.class);

    private final TlsSettings settings;
    private final TlsMaterial first;

    private FileContents lastRead;
    private String lastComplaint = "";

    private CertificateFiles(TlsSettings settings, FileContents contents) {
        this.settings = settings;
        this.first = TlsMaterial.of(settings, contents);
        this.lastRead = contents;
    }

    /** @throws ConnectException when a file is missing or is not what it should be */
    public static CertificateFiles open(TlsSettings settings) {
        CertificateFiles files = new CertificateFiles(settings, FileContents.read(TlsMaterial.paths(settings)));
        logExpiry("Using", files.first);
        return files;
    }

    /** What the files held when they were opened. */
    public TlsMaterial first() {
        return first;
    }

    /**
     * What the files hold now; empty when that is nothing new, or nothing that works. The latter is logged once, and
     * mended by the next change: a certificate and its key are seldom replaced at one moment.
     */
    public synchronized Optional<TlsMaterial> readAgain() {
        try {
            FileContents contents = FileContents.read(TlsMaterial.paths(settings));
            if (contents.equals(lastRead)) {
                return Optional.empty();
            }
            lastRead = contents;
            TlsMaterial material = TlsMaterial.of(settings, contents);
            lastComplaint = "";
            logExpiry("Changing to", material);
            return Optional.of(material);
        } catch (ConnectException e) {
            complain(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void complain(String problem) {
        if (!problem.equals(lastComplaint)) {
            lastComplaint = problem;
            log.error("The files for TLS have changed and cannot be used; the certificate before stays. {}", problem);
        }
    }

    private static void logExpiry(String action, TlsMaterial material) {
        if (material.expiry().isBefore(Instant.now())) {
            log.warn("{} a certificate that has expired, and that clients will refuse: {}", action, material);
        } else {
            log.info("{} the certificate {}", action, material);
        }
    }
}
