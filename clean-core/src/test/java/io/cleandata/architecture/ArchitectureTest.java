package io.cleandata.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the packages of the core may see, and how large the SPI may grow. */
class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cleandata");

    private static final DescribedPredicate<JavaClass> PLATFORM = resideInAnyPackage("java..", "org.jspecify..");

    @Test
    void theModelSeesThePlatformOnly() {
        classes()
                .that()
                .resideInAPackage("io.cleandata.model..")
                .should()
                .onlyDependOnClassesThat(PLATFORM.or(resideInAPackage("io.cleandata.model..")))
                .check(CORE);
    }

    @Test
    void theSpiSeesTheModelOnly() {
        classes()
                .that()
                .resideInAPackage("io.cleandata.spi..")
                .should()
                .onlyDependOnClassesThat(PLATFORM.or(resideInAnyPackage("io.cleandata.spi..", "io.cleandata.model..")))
                .check(CORE);
    }

    @Test
    void theMetricsSpiIsTheOneThatSeesMicrometer() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.cleandata.metrics..", "io.cleandata.engine..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.micrometer.."))
                .check(CORE);
    }

    @Test
    void theSpiAndTheModelStaySmall() {
        assertThat(publicTypes("io.cleandata.model"))
                .as("public types of the model")
                .isLessThanOrEqualTo(35);
        assertThat(publicTypes("io.cleandata.spi"))
                .as("public types of the SPI")
                .isLessThanOrEqualTo(25);
    }

    @Test
    void onlyTheEngineSeesGuice() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.cleandata.engine..")
                .should()
                .dependOnClassesThat(resideInAPackage("com.google.inject.."))
                .check(CORE);
        noClasses()
                .that(DescribedPredicate.not(simpleName("CleanInjector")))
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                simpleName("Guice"))))
                .check(CORE);
    }

    @Test
    void whatDescribesDoesNotKnowWhatRuns() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.cleandata.settings..",
                        "io.cleandata.plugin..",
                        "io.cleandata.column..",
                        "io.cleandata.parse..",
                        "io.cleandata.window..",
                        "io.cleandata.score..",
                        "io.cleandata.source..",
                        "io.cleandata.report..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.cleandata.engine.."))
                .check(CORE);
        noClasses()
                .that()
                .resideInAPackage("io.cleandata.plugin..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.cleandata.settings.."))
                .check(CORE);
    }

    @Test
    void timeComesFromOutside() {
        for (String call : new String[] {"currentTimeMillis", "nanoTime"}) {
            noClasses()
                    .that(DescribedPredicate.not(simpleName("SystemTime")))
                    .should()
                    .callMethod(System.class, call)
                    .check(CORE);
        }
        for (Class<?> clock : new Class<?>[] {
            java.time.Instant.class,
            java.time.LocalDate.class,
            java.time.LocalDateTime.class,
            java.time.ZonedDateTime.class,
            java.time.OffsetDateTime.class
        }) {
            noClasses()
                    .that(DescribedPredicate.not(simpleName("SystemTime")))
                    .should()
                    .callMethod(clock, "now")
                    .check(CORE);
        }
    }

    @Test
    void librariesDoNotPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.cleandata.alert..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CORE);
    }

    private static long publicTypes(String name) {
        return CORE.stream()
                .filter(c -> c.getPackageName().equals(name))
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
                .count();
    }
}
