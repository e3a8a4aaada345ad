package io.pitwall.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;

final class PluginListTest {
    private static final List<Class<?>> PLUGIN_TYPES = List.of(Connector.class, Transformation.class, Predicate.class);

    @Test
    void everyPluginClassIsListedForServiceLoading() {
        List<String> pluginClasses = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.pitwall").stream()
                        .filter(PluginListTest::isPlugin)
                        .map(JavaClass::getName)
                        .sorted()
                        .toList();

        assertThat(pluginClasses).isNotEmpty();
        assertThat(Plugins.listed()).extracting(Plugins.Plugin::name).containsExactlyElementsOf(pluginClasses);
    }

    private static boolean isPlugin(JavaClass candidate) {
        return !candidate.getModifiers().contains(JavaModifier.ABSTRACT)
                && PLUGIN_TYPES.stream().anyMatch(candidate::isAssignableTo);
    }
}
