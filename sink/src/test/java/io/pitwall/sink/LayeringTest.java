package io.pitwall.sink;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** task → shard → state, and windowing on its own: what decides knows nothing of what performs. */
final class LayeringTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.pitwall.sink");

    private static final String[] PURE = {
        "io.pitwall.sink.windowing..",
        "io.pitwall.transforms.expression",
        "io.pitwall.transforms.row",
        "java.lang..",
        "java.math",
        "java.nio",
        "java.nio.charset",
        "java.time..",
        "java.util",
        "java.util.function",
        "java.util.stream",
        "org.jspecify.."
    };

    private static final String[] SKETCHES = {"com.dynatrace.hash4j..", "com.datadoghq.sketch.."};

    @Test
    void windowingKnowsRowsAndExpressionsAndNothingThatReadsAClockOrDoesInputAndOutput() {
        noClasses()
                .that(resideInAPackage("io.pitwall.sink.windowing.."))
                .should()
                .dependOnClassesThat(resideOutsideOfPackages(PURE).and(resideOutsideOfPackages(SKETCHES)))
                .check(CLASSES);
        noClasses()
                .that(resideInAPackage("io.pitwall.sink.windowing.."))
                .should()
                .dependOnClassesThat(assignableTo(Clock.class))
                .orShould()
                .callMethodWhere(target(nameMatching("now|currentTimeMillis|nanoTime")))
                .check(CLASSES);
    }

    @Test
    void sketchesAppearInTheAggregatesOnly() {
        noClasses()
                .that(resideOutsideOfPackage("io.pitwall.sink.windowing.aggregate"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(SKETCHES))
                .check(CLASSES);
    }

    @Test
    void stateKnowsNoOtherPackageOfOurs() {
        noClasses()
                .that(resideInAPackage("io.pitwall.sink.state"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.pitwall..").and(resideOutsideOfPackage("io.pitwall.sink.state")))
                .check(CLASSES);
    }

    @Test
    void shardsKnowStateAndNoOtherPackageOfOurs() {
        noClasses()
                .that(resideInAPackage("io.pitwall.sink.shard"))
                .should()
                .dependOnClassesThat(resideInAPackage("io.pitwall..")
                        .and(resideOutsideOfPackages("io.pitwall.sink.shard", "io.pitwall.sink.state")))
                .check(CLASSES);
    }

    @Test
    void rocksdbAppearsInTwoClasses() {
        noClasses()
                .that()
                .haveNameNotMatching("io\\.pitwall\\.sink\\.state\\.(LocalStore(\\$.*)?|RocksMemory)")
                .should()
                .dependOnClassesThat(resideInAPackage("org.rocksdb.."))
                .check(CLASSES);
    }
}
