package io.pitwall.transforms;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** plugins → expression → row, and never back. */
class LayeringTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.pitwall.transforms");

    @Test
    void rowsKnowNothingOfExpressionsOrPlugins() {
        noClasses()
                .that(resideInAPackage("io.pitwall.transforms.row"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.pitwall..").and(resideOutsideOfPackages("io.pitwall.transforms.row")))
                .check(CLASSES);
    }

    @Test
    void expressionsKnowRowsAndJavaOnly() {
        noClasses()
                .that(resideInAPackage("io.pitwall.transforms.expression"))
                .should()
                .dependOnClassesThat(resideOutsideOfPackages(
                        "io.pitwall.transforms.expression", "io.pitwall.transforms.row", "java..", "org.jspecify.."))
                .check(CLASSES);
    }
}
