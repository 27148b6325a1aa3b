package io.cleandata.cli.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles what pages show. A snippet that declares types is a compilation unit as it stands; one of statements becomes a method of a class that
 * extends {@link Surroundings}. Both see the packages listed here without importing them, and the types that the same page declares.
 */
final class JavaSnippets {

    private static final List<String> IMPORTED = List.of(
            "java.io",
            "java.nio.charset",
            "java.nio.file",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "com.google.auto.service",
            "com.google.inject",
            "io.cleandata.alert",
            "io.cleandata.alerts",
            "io.cleandata.engine",
            "io.cleandata.metrics",
            "io.cleandata.metrics.prometheus",
            "io.cleandata.model",
            "io.cleandata.score",
            "io.cleandata.settings",
            "io.cleandata.source.file",
            "io.cleandata.source.kafka",
            "io.cleandata.source.memory",
            "io.cleandata.source.pulsar",
            "io.cleandata.source.redis",
            "io.cleandata.spi",
            "io.cleandata.testkit",
            "org.junit.jupiter.api",
            "tools.jackson.databind");

    private final List<JavaFileObject> sources = new ArrayList<>();

    void add(Page.Block block) {
        String name = "Snippet" + sources.size();
        StringBuilder unit = new StringBuilder("package page" + block.place().replaceAll(":.*|[^a-z:]", "") + ";\n");
        IMPORTED.forEach(imported -> unit.append("import ").append(imported).append(".*;\n"));
        StringBuilder body = new StringBuilder();
        block.text().lines().forEach(line -> {
            if (line.startsWith("import ")) {
                unit.append(line).append('\n');
            } else if (!line.startsWith("package ")) {
                body.append(line).append('\n');
            }
        });
        String code = body.toString();
        boolean types = code.strip()
                .matches("(?s)(@|/\\*\\*|(public |final |abstract |sealed )*(class|record|interface|enum) ).*");
        if (types) {
            // A file may be named otherwise than its class: none of them is public here.
            unit.append(code.replaceAll("(?m)^public ", ""));
        } else {
            unit.append("abstract class ")
                    .append(name)
                    .append(" extends io.cleandata.cli.docs.Surroundings { void run() throws Exception {\n")
                    .append(code)
                    .append("}}\n");
        }
        sources.add(new Unit(name, block.place(), unit.toString()));
    }

    /** Compiles all that was added; what is wrong, with the place in the page. */
    List<String> errors(Path output) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(output.toFile()));
            compiler.getTask(
                            new StringWriter(),
                            files,
                            found,
                            List.of(
                                    "-proc:none",
                                    "--release",
                                    "17",
                                    "-classpath",
                                    System.getProperty(
                                            "surefire.test.class.path", System.getProperty("java.class.path"))),
                            null,
                            sources)
                    .call();
        }
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                .map(diagnostic -> (diagnostic.getSource() instanceof Unit unit ? unit.place : "?") + ": "
                        + diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    private static final class Unit extends SimpleJavaFileObject {
        private final String place;
        private final String code;

        Unit(String name, String place, String code) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.place = place;
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
