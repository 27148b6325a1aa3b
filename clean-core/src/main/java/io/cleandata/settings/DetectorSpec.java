package io.cleandata.settings;

import io.cleandata.spi.Detector;
import java.time.Duration;

/**
 * One detector of a pipeline.
 *
 * @param name its name in reports, unique in the pipeline: the type, or the option {@code name}
 * @param metric the name of its rate, such as {@code label_errors}
 * @param weight what a certain fault takes from a sample's score, 0..1
 * @param timeout longest time for one window
 * @param detector what makes it
 */
public record DetectorSpec(
        String name, String metric, double weight, Duration timeout, Configured<Detector> detector) {}
