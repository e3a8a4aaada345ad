package io.pitwall.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The plugin pack unpacked, as a worker's plugin path wants it. */
public final class PluginPack {
    private final Path pluginPath;
    private final Path home;

    private PluginPack(Path pluginPath, Path home) {
        this.pluginPath = pluginPath;
        this.home = home;
    }

    /** The zip this build made below the root of the project. */
    public static Path zip(Path root) {
        Path target = root.resolve("packaging").resolve("plugin-pack").resolve("target");
        List<Path> zips = Files.isDirectory(target) ? filesEndingIn(target, ".zip") : List.of();
        if (zips.size() != 1) {
            throw new IllegalStateException("Expected one pitwall-*.zip in " + target + "; found " + zips.size()
                    + ". Make it with `mvn -pl packaging/plugin-pack -am -DskipTests clean package`.");
        }
        return zips.get(0);
    }

    /** Unpacks the zip into an empty folder, which becomes the plugin path. */
    public static PluginPack unpack(Path zip, Path pluginPath) {
        try (InputStream bytes = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(bytes)) {
            Files.createDirectories(pluginPath);
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                unpack(entries, entry, pluginPath.toAbsolutePath().normalize());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + zip + " into " + pluginPath + ".", e);
        }
        return new PluginPack(pluginPath, onlyFolderIn(pluginPath));
    }

    private static void unpack(ZipInputStream entries, ZipEntry entry, Path into) throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("The entry " + entry.getName() + " would leave the folder.");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.createDirectories(into.resolve(target).getParent());
            Files.copy(entries, target);
        }
    }

    private static Path onlyFolderIn(Path pluginPath) {
        List<Path> folders = filesEndingIn(pluginPath, "");
        if (folders.size() != 1) {
            throw new IllegalStateException("Expected one folder in " + pluginPath + "; found " + folders.size() + ".");
        }
        return folders.get(0);
    }

    private static List<Path> filesEndingIn(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ".", e);
        }
    }

    /** What to name in a worker's {@code plugin.path}. */
    public Path pluginPath() {
        return pluginPath;
    }

    public Path manifest() {
        return home.resolve("manifest.json");
    }

    /** The jars. */
    public List<Path> lib() {
        return filesEndingIn(home.resolve("lib"), ".jar");
    }

    /** The example connectors, folders of them included: one file each, named as the connector, holding a plain map. */
    public List<Path> examples() {
        try (Stream<Path> files = Files.walk(etc())) {
            return files.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + etc() + ".", e);
        }
    }

    /** The folder of the example connectors. */
    public Path etc() {
        return home.resolve("etc");
    }
}
