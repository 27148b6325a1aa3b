package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.alert.AlertPolicy;
import io.cleandata.alert.SupportsChanges;
import io.cleandata.column.StreamSchema;
import io.cleandata.model.Alert;
import io.cleandata.model.Window;
import io.cleandata.model.WindowReport;
import io.cleandata.spi.SupportsState;
import io.cleandata.state.RecordLog;
import io.cleandata.state.StateDirectory;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alert policy's memory in the state directory, over ends of the process between any two windows. */
class PolicyMemoryTest {

    private static final int PADDING = 10_000;

    @TempDir
    private Path dir;

    /** Remembers the windows it has seen, at much expense. */
    private static class Remembering implements AlertPolicy, SupportsState {
        final List<Long> known = new ArrayList<>();
        int fresh;

        @Override
        public List<Alert> evaluate(WindowReport report) {
            known.add(report.index());
            fresh++;
            return List.of();
        }

        void write(OutputStream stream, List<Long> windows) throws IOException {
            DataOutputStream out = new DataOutputStream(stream);
            out.writeInt(windows.size());
            for (long window : windows) {
                out.writeLong(window);
                out.write(new byte[PADDING]);
            }
            fresh = 0;
        }

        void read(InputStream stream) throws IOException {
            DataInputStream in = new DataInputStream(stream);
            for (int i = in.readInt(); i > 0; i--) {
                known.add(in.readLong());
                in.skipNBytes(PADDING);
            }
        }

        @Override
        public int stateVersion() {
            return 1;
        }

        @Override
        public void save(OutputStream out) throws IOException {
            write(out, known);
        }

        @Override
        public void restore(InputStream in, int version) throws IOException {
            known.clear();
            read(in);
        }
    }

    private static final class Telling extends Remembering implements SupportsChanges {
        private boolean failing;

        @Override
        public boolean saveChanges(OutputStream out) throws IOException {
            if (failing) {
                throw new IOException("no room");
            }
            if (fresh == 0) {
                return false;
            }
            write(out, known.subList(known.size() - fresh, known.size()));
            return true;
        }

        @Override
        public void restoreChanges(InputStream in, int version) throws IOException {
            read(in);
        }
    }

    private StateMemory open(AlertPolicy policy) {
        return new StateMemory(StateDirectory.open(dir, "p"), new StreamSchema(), List.of(), policy);
    }

    private static void done(StateMemory memory, Remembering policy, long window) {
        Window empty = Window.builder(0).index(window).build();
        policy.evaluate(WindowReport.of("p", empty, 1, 1, 1, List.of(), Map.of(), 0));
        memory.windowDone(
                new WindowTask(empty, new long[0], new long[0], Map.of(), 0, null, 0), List.of(), Long.MAX_VALUE);
    }

    @Test
    void everyWindowIsRememberedOnceOverManyEndsOfTheProcess() {
        Random random = new Random(5);
        List<Long> expected = new ArrayList<>();
        long window = 0;
        for (int life = 0; life < 30; life++) {
            Telling policy = new Telling();
            try (StateMemory memory = open(policy)) {
                assertThat(policy.known).as("in life %s", life).isEqualTo(expected);
                for (int i = random.nextInt(40); i > 0; i--) {
                    policy.failing = random.nextInt(10) == 0;
                    done(memory, policy, window);
                    expected.add(window++);
                }
            }
        }
        assertThat(window).isGreaterThan(400);
    }

    @Test
    void aWindowIsLoggedWithoutWhatItLeavesAsItWas() throws IOException {
        Telling policy = new Telling();
        try (StateMemory memory = open(policy)) {
            for (long window = 0; window < 50; window++) {
                done(memory, policy, window);
            }
            long before = Files.size(dir.resolve("progress"));
            done(memory, policy, 50);
            assertThat(Files.size(dir.resolve("progress")) - before).isBetween(10_000L, 11_000L);
        }
    }

    @Test
    void whatAnEarlierVersionLoggedIsRead() throws IOException {
        Remembering earlier = new Remembering(); // each time in whole, and its records told of no changes
        try (StateMemory memory = open(earlier)) {
            for (long window = 0; window < 3; window++) {
                done(memory, earlier, window);
            }
        }
        List<byte[]> records = new ArrayList<>();
        try (RecordLog log = RecordLog.open(dir.resolve("progress"), records)) {
            records.replaceAll(record -> Arrays.copyOf(record, record.length - Integer.BYTES));
            log.replaceBy(records);
        }
        Telling policy = new Telling();
        try (StateMemory memory = open(policy)) {
            assertThat(policy.known).isEqualTo(earlier.known);
            done(memory, policy, 3);
        }
        Telling next = new Telling();
        try (StateMemory memory = open(next)) {
            assertThat(next.known).containsExactly(0L, 1L, 2L, 3L);
            assertThat(memory.nextWindow()).isEqualTo(4);
        }
    }
}
