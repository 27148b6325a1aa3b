package io.cleandata.spi;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the engine offers to its source. Called from the source's own thread inside {@link Source#poll} or {@link Source#open}. */
public interface SourceContext {

    /** The pipeline's services. */
    PluginContext plugin();

    /**
     * Tells that partitions are being taken away. The engine drops their unanalysed samples from the open windows.
     *
     * @return messages of these partitions that are finished and not yet acknowledged, in delivery order, to be acknowledged now
     */
    List<Message> revoked(Collection<String> partitions);

    /** Tells that partitions were added. */
    void assigned(Collection<String> partitions);

    /** The highest position of a partition that was analysed before, from the state directory; sources without acknowledgements of their own go on from there. */
    Optional<Position> analysed(String partition);

    /**
     * Whether the pipeline has a state directory, and so recognises by itself what its earlier runs have analysed. A source then marks as redelivered only
     * what others may have analysed, not what was merely delivered to an earlier run of its own.
     */
    default boolean remembers() {
        return false;
    }

    /** How long open windows may hold a message before they close by themselves; zero when nothing is known. */
    default Duration longestHold() {
        return Duration.ZERO;
    }

    /** How many messages open windows may hold at once; zero when nothing is known. Windows in analysis and messages on their way come on top. */
    default long mostHeld() {
        return 0;
    }

    /** Reports the connection's state for health and readiness; an empty text is well. */
    void health(String trouble);

    /** Adds to a counter of the source, such as {@code reconnects}, {@code rebalances}, {@code trimmed}, {@code tombstones}. */
    void count(String what, long amount);
}
