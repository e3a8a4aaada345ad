package io.pitwall.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;

/** Renders the config reference of {@code docs/reference}, one page per plugin, from the plugins' own ConfigDefs. */
final class ConfigReference {
    private ConfigReference() {}

    /** Page text by file name. */
    static SortedMap<String, String> pages(List<Plugins.Plugin> plugins) {
        SortedMap<String, List<Plugins.Plugin>> byPage = new TreeMap<>();
        for (Plugins.Plugin plugin : plugins) {
            byPage.computeIfAbsent(pageName(plugin), page -> new ArrayList<>()).add(plugin);
        }
        SortedMap<String, String> pages = new TreeMap<>();
        byPage.forEach((page, variants) -> pages.put(page + ".md", page(page, variants)));
        return pages;
    }

    /** The variants of one transform, {@code Flatten$Key} and {@code Flatten$Value}, share the page {@code Flatten}. */
    private static String pageName(Plugins.Plugin plugin) {
        Class<?> type = plugin.type();
        return type.getEnclosingClass() == null
                ? type.getSimpleName()
                : type.getEnclosingClass().getSimpleName();
    }

    private static String page(String title, List<Plugins.Plugin> variants) {
        StringBuilder page = new StringBuilder("# " + title + "\n\n");
        for (Plugins.Plugin variant : variants) {
            page.append("- `").append(variant.name()).append("`\n");
        }
        page.append("\nMade from the plugin's own definitions; change it there.\n");
        keysByGroup(variants.get(0).config()).forEach((group, keys) -> {
            page.append("\n## ").append(group).append("\n");
            keys.forEach(key -> page.append(section(key)));
        });
        return page.toString();
    }

    private static Map<String, List<ConfigDef.ConfigKey>> keysByGroup(ConfigDef config) {
        Map<String, List<ConfigDef.ConfigKey>> groups = new LinkedHashMap<>();
        config.groups().forEach(group -> groups.put(group, new ArrayList<>()));
        config.configKeys().values().stream()
                .filter(key -> !key.internalConfig)
                .sorted(Comparator.comparingInt((ConfigDef.ConfigKey key) -> key.orderInGroup)
                        .thenComparing(key -> key.name))
                .forEach(key -> groups.computeIfAbsent(
                                key.group == null ? "Other" : key.group, group -> new ArrayList<>())
                        .add(key));
        return groups;
    }

    private static String section(ConfigDef.ConfigKey key) {
        StringBuilder section = new StringBuilder("\n### `" + key.name + "`\n\n");
        section.append(key.documentation.strip()).append("\n\n");
        section.append("- Type: ")
                .append(key.type.toString().toLowerCase(Locale.ROOT))
                .append("\n");
        section.append("- Default: ").append(defaultOf(key)).append("\n");
        validValues(key)
                .ifPresent(valid -> section.append("- Valid: ").append(valid).append("\n"));
        section.append("- Importance: ")
                .append(key.importance.toString().toLowerCase(Locale.ROOT))
                .append("\n");
        return section.toString();
    }

    private static String defaultOf(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) {
            return "none, required";
        }
        Object value = ConfigDef.parseType(key.name, key.defaultValue, key.type);
        String text = ConfigDef.convertToString(value, key.type);
        return text == null || text.isEmpty() ? "empty" : "`" + text + "`";
    }

    /** What the key's validator says of itself; nothing where it has no words of its own. */
    private static Optional<String> validValues(ConfigDef.ConfigKey key) {
        return Optional.ofNullable(key.validator)
                .map(Object::toString)
                .filter(words -> !words.startsWith(key.validator.getClass().getName()))
                .map(String::strip);
    }
}
