package io.cleandata.engine;

import io.cleandata.alert.AlertPolicy;
import io.cleandata.alert.SupportsChanges;
import io.cleandata.model.Position;
import io.cleandata.spi.SupportsState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An alert policy's memory in the log of progress: in whole, and then what each window changes in it, if the policy can tell. Confined to the finisher.
 */
final class PolicyMemory {

    private static final Logger log = LoggerFactory.getLogger(PolicyMemory.class);

    private final @Nullable SupportsState policy;
    private final Progress progress;
    /** Whether what the log holds is the policy's memory as of its last save. */
    private boolean logged;

    PolicyMemory(AlertPolicy policy, Progress progress) {
        this.policy = policy instanceof SupportsState memory ? memory : null;
        this.progress = progress;
    }

    /** Gives the policy what the log holds. */
    void restore() {
        byte[] memory = progress.policy();
        SupportsState who = policy;
        if (memory == null || who == null || !restored(who, memory, "the alert policy")) {
            return;
        }
        for (byte[] changes : progress.policyChanges()) {
            if (!(who instanceof SupportsChanges changing)
                    || !restored(changing::restoreChanges, changes, "the alert policy, as it was lately,")) {
                return;
            }
        }
        logged = true;
    }

    /** The record of what a window has changed. */
    byte[] record(Map<String, Position> moved, List<Progress.Run> shown) {
        if (logged && policy instanceof SupportsChanges changing) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                boolean any = changing.saveChanges(out);
                byte[] changes = any ? versioned(changing.stateVersion(), out.toByteArray()) : null;
                if (changes != null) {
                    progress.policyChanged();
                }
                return progress.record(moved, shown, null, changes);
            } catch (IOException | RuntimeException | StackOverflowError e) {
                logged = false;
                log.warn("the alert policy could not save what changed in its memory", e);
            }
        }
        byte[] whole = whole();
        return progress.record(moved, shown, progress.policy(whole) ? whole : null, null);
    }

    /** Brings the memory that progress holds in whole up to date. */
    void gather() {
        if (logged && policy instanceof SupportsChanges) {
            progress.policy(whole());
        }
    }

    private byte @Nullable [] whole() {
        SupportsState who = policy;
        if (who == null) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            who.save(out);
            logged = true;
            return versioned(who.stateVersion(), out.toByteArray());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            logged = false;
            log.warn("the alert policy could not save its memory", e);
            return null;
        }
    }

    // ---------------------------------------------------------------- plug-ins' memory with its version

    /** What takes memory over. */
    interface Restoring {
        void restore(InputStream in, int version) throws IOException;
    }

    /** Gives a plug-in its memory; whether it could take it. */
    static boolean restored(SupportsState plugin, byte[] memory, String who) {
        return restored(plugin::restore, memory, who);
    }

    private static boolean restored(Restoring plugin, byte[] memory, String who) {
        int version = ByteBuffer.wrap(memory).getInt();
        try {
            plugin.restore(new ByteArrayInputStream(memory, 4, memory.length - 4), version);
            return true;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.error("{} cannot restore its memory of version {} and begins without", who, version, e);
            return false;
        }
    }

    /** A plug-in's memory with its version before it. */
    static byte[] versioned(int version, byte[] memory) {
        return ByteBuffer.allocate(4 + memory.length)
                .putInt(version)
                .put(memory)
                .array();
    }
}
