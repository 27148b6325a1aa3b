package io.cleandata.engine;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What a pipeline knows of earlier runs, and leaves for later ones. */
interface Memory extends AutoCloseable {

    /** Number of the next window. Any thread. */
    long nextWindow();

    /** Whether an earlier run has analysed the message. Assembly thread, in delivery order. */
    boolean analysedBefore(Message message);

    /** Up to where an earlier run has finished a partition. Intake thread. */
    Optional<Position> finished(String partition);

    /** Whether it is time for detectors to save their memory. Assembly thread. */
    boolean checkpointDue();

    /**
     * Files a window and what the alert policy has learnt of it, after its alerts are safe and before any of its messages is acknowledged. Finisher only.
     *
     * @param finished messages that are about to be acknowledged
     * @param head delivery number of the first message that is not
     */
    void windowDone(WindowTask task, List<Message> finished, long head);

    /** Files messages that are about to be acknowledged without a window. Finisher only. */
    void finished(List<Message> finished);

    /**
     * Takes note that partitions were lost, after all that is finished of them: what this run has analysed may come again, and is recognised from now on.
     * Finisher only.
     *
     * @param unfinished messages of theirs that are not acknowledged, analysed or not
     * @return which of these count as new when they come again
     */
    BitSet lost(List<Message> unfinished);

    /** Stores a checkpoint whose parts are all there. Finisher only. */
    void save(Checkpoint checkpoint, long window);

    @Override
    void close();

    /** Remembers nothing. */
    static Memory none() {
        return NoMemory.INSTANCE;
    }
}
