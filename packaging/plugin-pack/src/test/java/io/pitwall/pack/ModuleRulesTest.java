package io.pitwall.pack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which module may know which; docs/architecture.md draws the arrows. */
final class ModuleRulesTest {
    private static final String SOURCE = "io.pitwall.source..";
    private static final String SINK = "io.pitwall.sink..";
    private static final String TRANSFORMS = "io.pitwall.transforms..";

    private final JavaClasses shipped = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.pitwall.source", "io.pitwall.sink", "io.pitwall.transforms");

    @Test
    void theGatewayKnowsNeitherSinkNorTransforms() {
        noClasses()
                .that()
                .resideInAPackage(SOURCE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SINK, TRANSFORMS)
                .check(shipped);
    }

    @Test
    void transformsKnowNeitherSinkNorGateway() {
        noClasses()
                .that()
                .resideInAPackage(TRANSFORMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SINK, SOURCE)
                .check(shipped);
    }

    @Test
    void theSinkDoesNotKnowTheGateway() {
        noClasses()
                .that()
                .resideInAPackage(SINK)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SOURCE)
                .check(shipped);
    }

    @Test
    void onlyTheStateOfTheSinkKnowsRocksDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pitwall.sink.state..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rocksdb..")
                .check(shipped);
    }

    @Test
    void nothingShippedUsesInternalsOfConnectOrItsRestLibraries() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.connect.runtime..", "jakarta.ws.rs..", "javax.ws.rs..")
                .check(shipped);
    }
}
