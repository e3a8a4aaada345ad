package io.pitwall.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folders of jars, one per Connect version, that this build lays out for processes to run from. */
public enum KafkaLibs {
    /** The version Pitwall is compiled against: a broker and a worker. */
    CURRENT("connect-current"),
    /** The oldest version Pitwall supports: a worker only. */
    PREVIOUS("connect-previous");

    private final String module;

    KafkaLibs(String module) {
        this.module = module;
    }

    /** The folder; needs the system property {@code pitwall.root}, which the build gives to every test. */
    public Path libs() {
        String root = System.getProperty("pitwall.root");
        if (root == null) {
            throw new IllegalStateException(
                    "System property pitwall.root is not set; it must name the root of the project.");
        }
        return libs(Path.of(root));
    }

    public Path libs(Path root) {
        Path libs = root.resolve("packaging").resolve(module).resolve("target").resolve("libs");
        if (!Files.isDirectory(libs)) {
            throw new IllegalStateException(
                    libs + " is missing; make it with `mvn -pl packaging/" + module + " package`.");
        }
        return libs;
    }
}
