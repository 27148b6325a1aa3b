package io.cleandata.engine;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What earlier runs have analysed, for telling what comes again. Immutable but for a cache that is the assembly thread's. */
final class History {

    private static final class Partition {
        private @Nullable Message finished;
        private @Nullable Message last;
        private final List<Message> from = new ArrayList<>();
        private final List<Message> to = new ArrayList<>();
    }

    private final Map<String, Partition> partitions = new HashMap<>();
    private @Nullable String cachedName;
    private @Nullable Partition cached;

    History(Progress progress) {
        progress.finished().forEach((name, position) -> {
            Partition partition = partitions.computeIfAbsent(name, n -> new Partition());
            partition.finished = at(name, position);
            partition.last = partition.finished;
        });
        for (Progress.Run run : progress.runs()) {
            Partition partition = partitions.computeIfAbsent(run.partition(), n -> new Partition());
            partition.from.add(at(run.partition(), run.from()));
            Message to = at(run.partition(), run.to());
            partition.to.add(to);
            if (partition.last == null || to.comparePosition(partition.last) > 0) {
                partition.last = to;
            }
        }
    }

    private static Message at(String partition, Position position) {
        return Message.builder(partition).position(position).build();
    }

    /** Whether an earlier run has analysed the message. */
    boolean contains(Message message) {
        if (partitions.isEmpty()) {
            return false;
        }
        String name = message.partition();
        if (name != cachedName) { // most often the very same string
            cachedName = name;
            cached = partitions.get(name);
        }
        Partition partition = cached;
        if (partition == null || partition.last == null || message.comparePosition(partition.last) > 0) {
            return false;
        }
        if (partition.finished != null && message.comparePosition(partition.finished) <= 0) {
            return true;
        }
        for (int i = 0; i < partition.from.size(); i++) {
            if (message.comparePosition(partition.from.get(i)) >= 0
                    && message.comparePosition(partition.to.get(i)) <= 0) {
                return true;
            }
        }
        return false;
    }
}
