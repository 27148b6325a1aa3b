package io.cleandata.alert;

import io.cleandata.model.Alert;
import io.cleandata.model.WindowReport;
import java.util.List;

/**
 * Decides which windows are worth an alert.
 *
 * <p><b>Threading.</b> Confined: reports come in window order, one at a time; {@link #standings()} may be asked for at any time. <b>Failure.</b> What it throws is logged; the window
 * then has no alert. <b>Memory.</b> A policy that is also {@link io.cleandata.spi.SupportsState} goes on after a restart where it stopped.
 */
@FunctionalInterface
public interface AlertPolicy {

    /** What opens, escalates, repeats or recovers with this window; most often nothing. */
    List<Alert> evaluate(WindowReport report);

    /** Where each watched metric stands with its threshold, as far as the policy tells. Any thread may ask. */
    default List<Standing> standings() {
        return List.of();
    }
}
