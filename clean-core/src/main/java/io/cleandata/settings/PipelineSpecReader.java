package io.cleandata.settings;

import io.cleandata.file.FileProblem;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a checked {@link PipelineSpec} of a YAML file, or of values set in Java. Both go the same way, so that what one can say the
 * other can.
 *
 * <p>Immutable: {@link #ignoring}, {@link #overriding} and {@link #environment} make another reader.
 */
public final class PipelineSpecReader {

    private final PluginCatalog catalog;
    private final UnaryOperator<@Nullable String> environment;
    private final Set<String> ignored;
    private final Map<String, @Nullable Object> overrides;

    /** A reader that knows these plug-ins, and the process's environment. */
    public PipelineSpecReader(PluginCatalog catalog) {
        this(catalog, System::getenv, Set.of(), Map.of());
    }

    private PipelineSpecReader(
            PluginCatalog catalog,
            UnaryOperator<@Nullable String> environment,
            Set<String> ignored,
            Map<String, @Nullable Object> overrides) {
        this.catalog = catalog;
        this.environment = environment;
        this.ignored = ignored;
        this.overrides = overrides;
    }

    /** Takes environment variables from here. */
    public PipelineSpecReader environment(UnaryOperator<@Nullable String> variables) {
        return new PipelineSpecReader(catalog, variables, ignored, overrides);
    }

    /** Passes over sections of the file, such as {@code source} when code brings another one: they are neither resolved nor checked. */
    public PipelineSpecReader ignoring(String... sections) {
        Set<String> all = new TreeSet<>(ignored);
        all.addAll(Set.of(sections));
        return new PipelineSpecReader(catalog, environment, all, overrides);
    }

    /** Sets something over what the file says, such as {@code window.size}; null for the default. */
    public PipelineSpecReader overriding(String path, @Nullable Object value) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(overrides);
        all.put(path, value);
        return new PipelineSpecReader(catalog, environment, ignored, all);
    }

    /**
     * Reads a file.
     *
     * @throws InvalidSettingsException with all that is wrong, each with its line
     * @throws CleanException of kind SETTINGS when the file cannot be read
     */
    public PipelineSpec read(Path file) {
        return read(file, LiveParts.none());
    }

    /** Reads a file and joins what code made. */
    public PipelineSpec read(Path file, LiveParts live) {
        String yaml;
        try {
            yaml = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new CleanException(CleanException.Kind.SETTINGS, file + " is not UTF-8 text", e);
        } catch (IOException e) {
            String why = FileProblem.words(file, e);
            throw new CleanException(CleanException.Kind.SETTINGS, "cannot read " + file + ": " + why, e);
        }
        return read(yaml, String.valueOf(file.getFileName()), live);
    }

    /**
     * Reads YAML.
     *
     * @param name how errors call the text, such as a file's name
     */
    public PipelineSpec read(String yaml, String name, LiveParts live) {
        Problems problems = new Problems();
        Node tree = YamlTree.read(yaml, name, new Substitution(environment), ignored, problems);
        return build(tree, live, problems);
    }

    /** Takes values set in Java: by section and option, as they would stand in a file. */
    public PipelineSpec read(Map<String, ?> settings, LiveParts live) {
        return build(Node.of(settings), live, new Problems());
    }

    private PipelineSpec build(Node tree, LiveParts live, Problems problems) {
        if (!(tree instanceof Node.Mapping mapping)) {
            problems.add(tree.place(), "the file must be a mapping with sections such as source and window.");
            throw problems.exception();
        }
        Node.Mapping root = mapping.without(ignored);
        for (Map.Entry<String, @Nullable Object> override : overrides.entrySet()) {
            root = root.with(override.getKey(), Node.of(override.getValue()));
        }
        PipelineSpec spec = new SpecAssembly(catalog, live, problems).assemble(root);
        problems.throwIfAny();
        if (spec == null) {
            throw problems.exception();
        }
        return spec;
    }
}
