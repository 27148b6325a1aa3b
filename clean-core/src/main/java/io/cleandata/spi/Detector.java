package io.cleandata.spi;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Window;

/**
 * Finds one kind of fault in windows.
 *
 * <p><b>Threading.</b> Confined: windows come in order, one at a time, never from two threads at once (but not always from the same
 * thread). Other detectors look at the same window at the same time. May fork over {@link PluginContext#workers()} inside
 * {@link #analyze}.
 *
 * <p><b>Failure.</b> What it throws makes its result {@code FAILED} for this window and stops nothing else. Where the data do not
 * allow a judgement it returns {@link DetectorResult#notAssessable}.
 *
 * <p><b>Memory.</b> Only rows for which {@link Window#learnable} holds may enter what it remembers; flags of rows before
 * {@link Window#firstNew()} are ignored, since an earlier window had them.
 */
@FunctionalInterface
public interface Detector {

    /** Judges one window. */
    DetectorResult analyze(Window window);
}
