package io.cleandata.engine;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The memory of a pipeline without a state directory. */
enum NoMemory implements Memory {
    INSTANCE;

    @Override
    public long nextWindow() {
        return 0;
    }

    @Override
    public boolean analysedBefore(Message message) {
        return false;
    }

    @Override
    public Optional<Position> finished(String partition) {
        return Optional.empty();
    }

    @Override
    public boolean checkpointDue() {
        return false;
    }

    @Override
    public void windowDone(WindowTask task, List<Message> finished, long head) {}

    @Override
    public void finished(List<Message> finished) {}

    @Override
    public BitSet lost(List<Message> unfinished) {
        BitSet fresh = new BitSet();
        for (int i = 0; i < unfinished.size(); i++) {
            fresh.set(i, !unfinished.get(i).redelivered());
        }
        return fresh;
    }

    @Override
    public void save(Checkpoint checkpoint, long window) {}

    @Override
    public void close() {}
}
