package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a replay with a state directory at random moments, as {@code kill -9} does, and goes on. */
@Timeout(180)
class KillTest {

    private static final int LINES = 5_000;
    private static final int KILLS = 5;

    private record Told(long window, int first, int last, int redelivered) {}

    @TempDir
    private Path dir;

    @Test
    void coversEverySampleAndMarksWhatAnEarlierRunHadAnalysed() throws Exception {
        Path file = dir.resolve("samples.jsonl");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            lines.append("{\"features\": {\"x\": ").append(i).append("}}\n");
        }
        Files.writeString(file, lines);
        Random random = new Random(20_260_901);
        BitSet seen = new BitSet();
        int sure = 0; // all up to here is known to have been analysed and noted
        int told = 0; // all up to here was told, and perhaps noted
        long nextWindow = 0;
        for (int run = 0; run <= KILLS; run++) {
            int killAfter = run == KILLS ? Integer.MAX_VALUE : 1 + random.nextInt(12);
            List<Told> windows = run(file, killAfter, random.nextInt(200_000));
            for (int i = 0; i < windows.size(); i++) {
                Told window = windows.get(i);
                // a window that was told but not yet noted when the kill came is told again; none is left out
                assertThat(window.window()).isBetween(Math.max(0, nextWindow - 1), nextWindow);
                nextWindow = window.window() + 1;
                assertThat(window.redelivered())
                        .as("redelivered of %s, with all up to %s noted", window, sure)
                        .isBetween(upTo(sure, window), upTo(told, window));
                seen.set(window.first(), window.last() + 1);
            }
            if (windows.size() > 1) {
                sure = Math.max(sure, windows.get(windows.size() - 2).last());
            }
            if (!windows.isEmpty()) {
                told = Math.max(told, windows.get(windows.size() - 1).last());
            }
        }
        assertThat(seen.nextClearBit(1)).isEqualTo(LINES + 1);
    }

    private static int upTo(int line, Told window) {
        return Math.max(0, Math.min(window.last(), line) - window.first() + 1);
    }

    /** Runs the child until so many windows were told; what it told. */
    private List<Told> run(Path file, int killAfter, int spins) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledReplay.class.getName(),
                        file.toString(),
                        dir.resolve("state").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Told> told = new ArrayList<>();
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
                OutputStream in = child.getOutputStream()) {
            String line = out.readLine();
            while (line != null && !line.equals("end")) {
                String[] parts = line.split(" ");
                told.add(new Told(
                        Long.parseLong(parts[0]),
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]),
                        Integer.parseInt(parts[3])));
                in.write('\n');
                in.flush();
                if (told.size() >= killAfter) {
                    for (int i = 0; i < spins; i++) {
                        Thread.onSpinWait(); // so that the kill meets it anywhere
                    }
                    break;
                }
                line = out.readLine();
            }
            boolean ended = "end".equals(line);
            if (!ended) {
                child.destroyForcibly();
            }
            child.waitFor();
            if (killAfter == Integer.MAX_VALUE) {
                assertThat(ended).as("the last run came to the end").isTrue();
            }
        } finally {
            child.destroyForcibly();
        }
        return told;
    }
}
