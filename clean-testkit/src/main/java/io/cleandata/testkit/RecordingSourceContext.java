package io.cleandata.testkit;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import io.cleandata.spi.PluginContext;
import io.cleandata.spi.SourceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What an engine offers to its source, for tests: records what the source reports, knows positions that a test sets.
 *
 * <p><b>Threading.</b> Safe for use by several threads.
 */
public class RecordingSourceContext implements SourceContext {

    private final PluginContext plugin;
    private final List<String> assigned = new ArrayList<>();
    private final List<String> revoked = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Position> analysed = new TreeMap<>();
    private Function<Collection<String>, List<Message>> finished = partitions -> List.of();
    private String health = "";

    /** A context with the services of a plug-in, for instance a {@link TestContext}. */
    public RecordingSourceContext(PluginContext plugin) {
        this.plugin = plugin;
    }

    @Override
    public PluginContext plugin() {
        return plugin;
    }

    @Override
    public synchronized List<Message> revoked(Collection<String> partitions) {
        revoked.addAll(partitions);
        return finished.apply(partitions);
    }

    @Override
    public synchronized void assigned(Collection<String> partitions) {
        assigned.addAll(partitions);
    }

    @Override
    public synchronized Optional<Position> analysed(String partition) {
        return Optional.ofNullable(analysed.get(partition));
    }

    @Override
    public synchronized void health(String trouble) {
        health = trouble;
    }

    @Override
    public synchronized void count(String what, long amount) {
        counts.merge(what, amount, Long::sum);
    }

    /** Sets what {@link #revoked(Collection)} answers. */
    public synchronized RecordingSourceContext finishing(Function<Collection<String>, List<Message>> answer) {
        finished = answer;
        return this;
    }

    /** Sets what {@link #analysed(String)} answers for a partition. */
    public synchronized RecordingSourceContext analysed(String partition, Position position) {
        analysed.put(partition, position);
        return this;
    }

    /** All partitions that were ever assigned. */
    public synchronized List<String> assignedPartitions() {
        return List.copyOf(assigned);
    }

    /** All partitions that were ever revoked. */
    public synchronized List<String> revokedPartitions() {
        return List.copyOf(revoked);
    }

    /** What was counted under a name. */
    public synchronized long counted(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** The last reported trouble; empty when all is well. */
    public synchronized String health() {
        return health;
    }
}
