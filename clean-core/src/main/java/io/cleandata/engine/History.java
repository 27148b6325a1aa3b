package io.cleandata.engine;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What earlier runs have analysed, for telling what comes again. Immutable but for a cache that is the assembly thread's. */
final class History {

    private static final class Partition {
        private @Nullable Position finished;
        /** What was analysed last, for asking most messages without making objects. */
        private @Nullable Message last;

        /** Behind what is finished, in order, none touching another: there may be as many as messages. */
        private final List<Progress.Run> runs = new ArrayList<>();
    }

    private final Map<String, Partition> partitions = new HashMap<>();
    private @Nullable String cachedName;
    private @Nullable Partition cached;

    History(Progress progress) {
        progress.finished().forEach((name, position) -> {
            partition(name).finished = position;
            partition(name).last = at(name, position);
        });
        List<Progress.Run> all = new ArrayList<>();
        progress.runs().forEach(all::add);
        all.sort(Comparator.comparing(Progress.Run::from));
        for (Progress.Run run : all) {
            Partition partition = partition(run.partition());
            if (partition.finished == null || run.to().compareTo(partition.finished) > 0) {
                add(partition.runs, run);
            }
        }
        partitions.forEach((name, partition) -> {
            if (!partition.runs.isEmpty()) {
                partition.last =
                        at(name, partition.runs.get(partition.runs.size() - 1).to());
            }
        });
    }

    private static Message at(String partition, Position position) {
        return Message.builder(partition).position(position).build();
    }

    private Partition partition(String name) {
        return partitions.computeIfAbsent(name, n -> new Partition());
    }

    private static void add(List<Progress.Run> runs, Progress.Run run) {
        Progress.Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last == null || last.to().compareTo(run.from()) < 0) {
            runs.add(run);
        } else if (last.to().compareTo(run.to()) < 0) {
            runs.set(runs.size() - 1, new Progress.Run(run.partition(), last.from(), run.to(), run.lastSequence()));
        }
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
        Position position = message.position();
        if (partition.finished != null && position.compareTo(partition.finished) <= 0) {
            return true;
        }
        List<Progress.Run> runs = partition.runs;
        int low = 0; // the first run that ends at the message or behind it
        int high = runs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (position.compareTo(runs.get(middle).to()) > 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < runs.size() && position.compareTo(runs.get(low).from()) >= 0;
    }
}
