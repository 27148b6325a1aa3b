package io.cleandata.spi;

import io.cleandata.model.Sample;

/**
 * Takes the parts of one sample straight into columns.
 *
 * <p>A feature written twice keeps the last value. Names and values are limited by the pipeline's settings; what is over a limit
 * makes the message bad. <b>Threading.</b> Used only inside {@link MessageParser#parse}, by its thread.
 */
public interface SampleWriter {

    /** A feature that is a number; NaN and infinities count as missing. */
    void number(String feature, double value);

    /** A feature that is a whole number; beyond 2^53 it stays exact as text. */
    void integer(String feature, long value);

    /** A feature that is true or false. */
    void bool(String feature, boolean value);

    /** A feature that is text. */
    void text(String feature, String value);

    /** A feature that is text, copied from a buffer. */
    void text(String feature, char[] buffer, int offset, int length);

    /** A feature that is a vector of numbers, copied. */
    void vector(String feature, float[] values, int length);

    /** A feature that is there and null. */
    void nothing(String feature);

    /** The label; numbers and booleans as their shortest text. */
    void label(String label);

    /** The label, copied from a buffer. */
    void label(char[] buffer, int offset, int length);

    /** Event time in milliseconds since the epoch. */
    void timestamp(long epochMillis);

    /** One entry of the metadata. */
    void metadata(String name, String value);

    /** One entry of the metadata, copied from a buffer. */
    void metadata(String name, char[] buffer, int offset, int length);

    /** The user's model's probability of a label, 0..1. */
    void probability(String label, double probability);

    /** All parts of a finished sample. */
    void sample(Sample sample);
}
