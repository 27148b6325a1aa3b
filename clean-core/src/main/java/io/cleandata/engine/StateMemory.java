package io.cleandata.engine;

import io.cleandata.alert.AlertPolicy;
import io.cleandata.column.StreamSchema;
import io.cleandata.file.FileProblem;
import io.cleandata.model.Message;
import io.cleandata.model.Position;
import io.cleandata.spi.CleanException;
import io.cleandata.spi.SupportsState;
import io.cleandata.spi.Ticker;
import io.cleandata.state.RecordLog;
import io.cleandata.state.StateDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory in a state directory: positions, runs and what changed in the alert policy in a log, with every window; schema and detectors' memory in one file, replaced now and then so that
 * it costs at most two in a hundred of the time.
 *
 * <p>After a kill, detectors stand as of the last checkpoint; windows analysed since then are missing from their memory, for what comes again of them is marked as
 * redelivered.
 */
final class StateMemory implements Memory {

    private static final Logger log = LoggerFactory.getLogger(StateMemory.class);
    private static final String CHECKPOINT = "checkpoint";
    private static final String SCHEMA = "schema";
    private static final String DETECTOR = "detector/";
    private static final long COMPACT_BYTES = 1 << 20;
    private static final long CHECKPOINT_EVERY_NANOS = 1_000_000_000L;
    private static final int COST_FACTOR = 50;

    private final StateDirectory directory;
    private final RecordLog records;
    private final Progress progress = new Progress();
    private final PolicyMemory policyMemory;
    private volatile History history;
    private final Map<String, Position> finishedBefore;
    private final long nextWindow;
    private final List<DetectorRunner> runners;
    private final Ticker ticker = SystemTime.ticker();
    private long compacted;
    /** Whether the parts of the last checkpoint fit the schema. */
    private boolean partsFit;

    private volatile boolean underWay;
    private volatile long saved;
    private volatile long pauseNanos = CHECKPOINT_EVERY_NANOS;

    StateMemory(StateDirectory directory, StreamSchema schema, List<DetectorRunner> runners, AlertPolicy policy) {
        this.directory = directory;
        this.runners = runners;
        this.policyMemory = new PolicyMemory(policy, progress);
        List<byte[]> known = new ArrayList<>();
        try {
            this.records = RecordLog.open(directory.path().resolve("progress"), known);
            for (byte[] record : known) {
                progress.apply(record);
                progress.forgetPassed();
            }
            policyMemory.restore();
            compact();
            restore(schema);
        } catch (IOException e) {
            throw broken(e);
        }
        this.history = new History(progress);
        this.finishedBefore = Map.copyOf(progress.finished());
        this.nextWindow = progress.nextWindow();
        this.saved = ticker.read();
        if (!finishedBefore.isEmpty()) {
            log.info("goes on with window {} from the state in {}: {}", nextWindow, directory.path(), finishedBefore);
        }
    }

    private void restore(StreamSchema schema) throws IOException {
        Optional<Map<String, byte[]>> checkpoint = directory.read(CHECKPOINT);
        if (checkpoint.isEmpty()) {
            return;
        }
        byte[] schemaMemory = checkpoint.get().get(SCHEMA);
        try {
            if (schemaMemory != null) {
                schema.restore(new ByteArrayInputStream(schemaMemory));
            }
        } catch (IOException e) {
            log.error("the stream's schema cannot be restored; detectors begin without memory", e);
            return;
        }
        partsFit = true;
        for (DetectorRunner runner : runners) {
            byte[] memory = checkpoint.get().get(DETECTOR + runner.name());
            if (memory != null && runner.detector() instanceof SupportsState detector) {
                PolicyMemory.restored(detector, memory, "detector " + runner.name());
            }
        }
    }

    private CleanException broken(IOException e) {
        return new CleanException(
                CleanException.Kind.EXTERNAL,
                "the state in " + directory.path() + " cannot be kept: " + FileProblem.words(directory.path(), e),
                e);
    }

    @Override
    public long nextWindow() {
        return nextWindow;
    }

    @Override
    public boolean analysedBefore(Message message) {
        return history.contains(message);
    }

    @Override
    public Optional<Position> finished(String partition) {
        return Optional.ofNullable(finishedBefore.get(partition));
    }

    @Override
    public boolean checkpointDue() {
        if (underWay || ticker.read() - saved < pauseNanos) {
            return false;
        }
        underWay = true;
        return true;
    }

    @Override
    public void windowDone(WindowTask task, List<Message> finished, long head) {
        Map<String, Position> moved = progress.finish(finished);
        List<Progress.Run> shown = progress.show(task, head);
        append(policyMemory.record(moved, shown));
    }

    @Override
    public void finished(List<Message> finished) {
        if (!finished.isEmpty()) {
            append(progress.record(progress.finish(finished), List.of(), null, null));
        }
    }

    @Override
    public BitSet lost(List<Message> unfinished) {
        History now = new History(progress);
        BitSet fresh = new BitSet();
        for (int i = 0; i < unfinished.size(); i++) {
            Message message = unfinished.get(i);
            fresh.set(i, !message.redelivered() && !now.contains(message));
        }
        history = now;
        return fresh;
    }

    private void append(byte[] record) {
        try {
            records.append(record);
            if (records.length() > Math.max(COMPACT_BYTES, 8 * compacted)) {
                progress.forgetPassed();
                compact();
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void compact() throws IOException {
        policyMemory.gather();
        records.replaceBy(progress.whole());
        compacted = records.length();
    }

    @Override
    public void save(Checkpoint checkpoint, long window) {
        long begin = ticker.read();
        try {
            directory.replace(CHECKPOINT, parts(checkpoint));
            partsFit = true;
        } catch (IOException e) {
            throw broken(e);
        }
        saved = ticker.read();
        pauseNanos = Math.max(CHECKPOINT_EVERY_NANOS, COST_FACTOR * (saved - begin));
        underWay = false;
    }

    /** All parts; that of a detector which could not save it, or hangs, stays what it was. */
    private Map<String, byte[]> parts(Checkpoint checkpoint) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(SCHEMA, checkpoint.schema());
        Map<String, byte[]> before = null;
        for (int i = 0; i < runners.size(); i++) {
            if (!(runners.get(i).detector() instanceof SupportsState plugin)) {
                continue;
            }
            String name = DETECTOR + runners.get(i).name();
            byte[] memory = checkpoint.detector(i);
            if (memory != null) {
                parts.put(name, PolicyMemory.versioned(plugin.stateVersion(), memory));
            } else if (partsFit) {
                before = before == null ? directory.read(CHECKPOINT).orElse(Map.of()) : before;
                byte[] older = before.get(name);
                if (older != null) {
                    parts.put(name, older);
                }
            }
        }
        return parts;
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw broken(e);
        } finally {
            directory.close();
        }
    }
}
