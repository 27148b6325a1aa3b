package io.cleandata.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLogTest {

    @TempDir
    private Path dir;

    @Test
    void whatFollowsTheLastWholeRecordIsCutOff() throws Exception {
        Path file = dir.resolve("log");
        for (byte[] tail : new byte[][] {{0, 0, 0, 9, 1}, "\0\0\0\1wrong".getBytes(StandardCharsets.UTF_8)}) {
            write(file, "one", tail);
            assertThat(read(file)).containsExactly("one");
            assertThat(read(file)).containsExactly("one");
            Files.delete(file);
        }
    }

    @Test
    void zerosThatALossOfPowerLeavesAtTheEndAreNoRecords() throws Exception {
        Path file = dir.resolve("log");
        write(file, "one", new byte[4096]);
        assertThat(read(file)).containsExactly("one");
        write(file, "two", new byte[0]);
        assertThat(read(file)).containsExactly("one", "two");
    }

    private static void write(Path file, String record, byte[] tail) throws Exception {
        try (RecordLog log = RecordLog.open(file, new ArrayList<>())) {
            log.append(record.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, tail, StandardOpenOption.APPEND);
    }

    private static List<String> read(Path file) throws Exception {
        List<byte[]> records = new ArrayList<>();
        RecordLog.open(file, records).close();
        return records.stream().map(r -> new String(r, StandardCharsets.UTF_8)).toList();
    }
}
