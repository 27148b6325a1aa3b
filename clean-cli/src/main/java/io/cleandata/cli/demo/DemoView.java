package io.cleandata.cli.demo;

import io.cleandata.alert.Standing;
import io.cleandata.model.Alert;
import io.cleandata.model.WindowReport;
import java.util.List;

/**
 * Shows what happens in the demo.
 *
 * <p><b>Threading.</b> One call at a time, from several threads.
 */
public interface DemoView {
    /** The stream begins. */
    void started(long samples, int windowSize);

    /** A fault's first message was sent. */
    void faultBegan(String fault, String feature, long message);

    /** A fault's last message was sent. */
    void faultEnded(String fault, long message);

    /** A window was analysed; the standings say how near its metrics are to an alert. */
    void window(WindowReport report, long messages, List<Standing> standings);

    /** An alert was sent. */
    void alert(Alert alert);

    /** The stream has ended. */
    void finished(List<Outcome> outcomes, long messages, double seconds);
}
