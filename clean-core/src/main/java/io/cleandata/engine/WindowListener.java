package io.cleandata.engine;

import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;

/**
 * Is told of every window once it is analysed and judged, in order.
 *
 * <p><b>Threading.</b> One call at a time, from the pipeline's finishing thread: what takes long here holds the pipeline back. <b>Failure.</b> Logged and
 * counted, never more. <b>Delivery.</b> At least once: a process that is killed between this call and its note of it shows the window's samples again,
 * marked as redelivered.
 */
@FunctionalInterface
public interface WindowListener {

    void windowAnalyzed(Window window, WindowReport report) throws Exception;
}
