package io.cleandata.score;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Window;
import java.util.Map;

/**
 * Condenses what all detectors found in a window into one number.
 *
 * <p><b>Threading.</b> Stateless; any thread may call. <b>Failure.</b> Answers {@link Score#absent()} rather than guess.
 */
@FunctionalInterface
public interface ScoreModel {

    /**
     * The window's score.
     *
     * @param results each configured detector's result, by the detector's name; one that is missing was not assessed
     */
    Score score(Window window, Map<String, DetectorResult> results);
}
