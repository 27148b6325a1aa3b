package io.cleandata.settings;

import io.cleandata.spi.AlertHandler;

/**
 * One alert handler of a pipeline.
 *
 * @param name its name in metrics and logs, unique in the pipeline
 * @param leavesTheMachine whether it sends alerts to other machines, so that examples are sent only when asked for
 * @param routing which alerts it gets, and how they are delivered
 * @param handler what makes it
 */
public record AlertSpec(String name, boolean leavesTheMachine, AlertRouting routing, Configured<AlertHandler> handler) {

    /** Whether example samples are sent: always where they stay on the machine, else when asked for. */
    public boolean withExamples() {
        return routing.examples() || !leavesTheMachine;
    }
}
