package io.cleandata.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules between modules: each sees core and its own client; only the command sees all. */
class ModulesTest {

    /** Packages of each module, and those that belong to its client. */
    private static final Map<String, String> MODULES = Map.of(
            "io.cleandata.detectors..", "org.apache.commons.jexl3..",
            "io.cleandata.source.kafka..", "org.apache.kafka..",
            "io.cleandata.source.pulsar..", "org.apache.pulsar..",
            "io.cleandata.source.redis..", "redis.clients..",
            "io.cleandata.alerts..", "jakarta.mail..",
            "io.cleandata.metrics.prometheus..", "io.micrometer.prometheusmetrics..",
            "io.cleandata.generator..", "none..",
            "io.cleandata.cli..", "picocli..");

    private static JavaClasses all;

    @BeforeAll
    static void readClasses() {
        all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.cleandata");
    }

    @Test
    void integrationsDoNotSeeEachOther() {
        MODULES.keySet().stream()
                .filter(module -> !module.equals("io.cleandata.cli.."))
                .forEach(module -> {
                    String[] others = MODULES.keySet().stream()
                            .filter(other -> !other.equals(module))
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(module)
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(others)
                            .because("an integration sees core and its own client only")
                            .check(all);
                });
    }

    @Test
    void coreSeesNoIntegrationAndNoClient() {
        String[] modules = MODULES.keySet().toArray(String[]::new);
        String[] clients = MODULES.values().toArray(String[]::new);
        noClasses()
                .that(resideInAPackage("io.cleandata..")
                        .and(resideInAnyPackage(modules).negate())
                        .and(resideInAPackage("io.cleandata.testkit..").negate()))
                .should()
                .dependOnClassesThat(resideInAnyPackage(modules).or(resideInAnyPackage(clients)))
                .check(all);
    }

    @Test
    void aClientIsSeenByItsOwnModuleOnly() {
        MODULES.forEach((module, client) -> noClasses()
                .that()
                .resideOutsideOfPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(client)
                .allowEmptyShould(true)
                .check(all));
    }

    @Test
    void pluginsAreProvidedByPublicFinalClassesWithoutState() {
        classes()
                .that()
                .areAssignableTo("io.cleandata.spi.Provider")
                .and()
                .areNotInterfaces()
                .and()
                .resideInAnyPackage(MODULES.keySet().toArray(String[]::new))
                .should()
                .bePublic()
                .andShould()
                .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
                .check(all);
    }

    @Test
    void modulesHaveNoCyclesAmongTheirPackages() {
        for (String module : List.of("io.cleandata.cli.(*)..", "io.cleandata.detectors.(*)..")) {
            SlicesRuleDefinition.slices()
                    .matching(module)
                    .should()
                    .beFreeOfCycles()
                    .check(all);
        }
    }

    @Test
    void nobodyPrintsButTheCommand() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.cleandata.cli..", "io.cleandata.testkit..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(all);
    }

    @Test
    void thereIsSomethingToCheck() {
        assertThat(all.size()).isGreaterThan(400);
    }
}
