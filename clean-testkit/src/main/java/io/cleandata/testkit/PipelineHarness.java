package io.cleandata.testkit;

/** What {@link SourcePipelineContract} needs beyond {@link SourceHarness}: the source as a pipeline's file names it. */
public interface PipelineHarness extends SourceHarness {

    /** The section {@code source}, as YAML on one line: a bounded source like that of {@link #bounded()}. */
    String settings();

    /** As {@link #settings()}, of one topic, stream or the like that {@code SupportsDeadLetter} has written; each call reads it from its beginning. */
    String settings(String destination);

    /** Makes a destination that refuses all messages. */
    String refusing();

    /** Makes the destination that refused take messages. */
    void accept(String destination);

    /** As {@link #settings()}, without an end. */
    String endless();

    /** As {@link #endless()}, and soon missed by the server when it is killed. */
    default String soonMissed() {
        return endless();
    }

    /** Kills the server as {@code kill -9} does and starts it again. */
    void restartServer();
}
