package io.cleandata.generator.stream;

import io.cleandata.generator.GeneratedSample;
import io.cleandata.generator.SampleStream;
import io.cleandata.generator.StreamProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The diamonds of the R package ggplot2, from a resource of this module. */
final class DiamondStream implements SampleStream {
    private static final String RESOURCE = "/io/cleandata/generator/diamonds.csv.gz";
    private static final String LABEL = "cut";
    private static final List<String> CATEGORIES = List.of("color", "clarity");
    private static final StreamProfile PROFILE = new StreamProfile(
            "diamonds", "depth", 1.43, "color", List.of("Ideal", "Premium", "Very Good", "Good", "Fair"), List.of());

    private final BufferedReader lines;
    private final String[] names;

    DiamondStream() {
        try {
            var resource = Objects.requireNonNull(DiamondStream.class.getResourceAsStream(RESOURCE), RESOURCE);
            lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(resource, 1 << 15), StandardCharsets.US_ASCII));
            names = Objects.requireNonNull(lines.readLine(), "header").split(",", -1);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the resource " + RESOURCE, e);
        }
    }

    @Override
    public StreamProfile profile() {
        return PROFILE;
    }

    @Override
    public @Nullable GeneratedSample next() {
        try {
            String line = lines.readLine();
            if (line == null) {
                lines.close();
                return null;
            }
            return sample(line.split(",", -1));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the resource " + RESOURCE, e);
        }
    }

    private GeneratedSample sample(String[] cells) {
        var sample = new GeneratedSample();
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            String cell = cells[i];
            if (name.equals(LABEL)) {
                sample.label(cell);
            } else if (CATEGORIES.contains(name)) {
                sample.feature(name, cell);
            } else if (cell.indexOf('.') < 0) {
                sample.feature(name, Integer.valueOf(cell));
            } else {
                sample.feature(name, Double.valueOf(cell));
            }
        }
        return sample;
    }
}
