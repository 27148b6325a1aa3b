package io.cleandata.testkit;

import io.cleandata.model.Sample;
import io.cleandata.spi.SampleWriter;
import java.time.Instant;
import java.util.Arrays;

/** Collects what a parser writes into a {@link Sample}, for tests. */
public final class RecordingSampleWriter implements SampleWriter {

    private Sample.Builder sample = Sample.builder();

    /** What was written so far. */
    public Sample sample() {
        return sample.build();
    }

    @Override
    public void number(String feature, double value) {
        sample.feature(feature, value);
    }

    @Override
    public void integer(String feature, long value) {
        sample.feature(feature, (double) value);
    }

    @Override
    public void bool(String feature, boolean value) {
        sample.feature(feature, value);
    }

    @Override
    public void text(String feature, String value) {
        sample.feature(feature, value);
    }

    @Override
    public void text(String feature, char[] buffer, int offset, int length) {
        sample.feature(feature, new String(buffer, offset, length));
    }

    @Override
    public void vector(String feature, float[] values, int length) {
        sample.feature(feature, Arrays.copyOf(values, length));
    }

    @Override
    public void nothing(String feature) {
        sample.feature(feature, null);
    }

    @Override
    public void label(String label) {
        sample.label(label);
    }

    @Override
    public void label(char[] buffer, int offset, int length) {
        sample.label(new String(buffer, offset, length));
    }

    @Override
    public void timestamp(long epochMillis) {
        sample.timestamp(Instant.ofEpochMilli(epochMillis));
    }

    @Override
    public void metadata(String name, String value) {
        sample.metadata(name, value);
    }

    @Override
    public void metadata(String name, char[] buffer, int offset, int length) {
        sample.metadata(name, new String(buffer, offset, length));
    }

    @Override
    public void probability(String label, double probability) {
        sample.probability(label, probability);
    }

    @Override
    public void sample(Sample finished) {
        sample = Sample.builder().label(finished.label()).timestamp(finished.timestamp());
        finished.features().forEach(sample::feature);
        finished.metadata().forEach(sample::metadata);
        finished.probabilities().forEach(sample::probability);
    }
}
