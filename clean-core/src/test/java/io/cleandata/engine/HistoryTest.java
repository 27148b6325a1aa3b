package io.cleandata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Message;
import io.cleandata.model.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether a message was analysed by an earlier run. */
@Timeout(60)
class HistoryTest {

    private static Message message(String partition, long position) {
        return Message.builder(partition).position(position, 0, 0).build();
    }

    private static Progress.Run run(String partition, long from, long to) {
        return new Progress.Run(partition, Position.of(from), Position.of(to), Long.MAX_VALUE);
    }

    private static History of(Map<String, Position> finished, List<Progress.Run> runs) throws IOException {
        Progress progress = new Progress();
        progress.apply(new Progress().record(finished, runs, null, null));
        return new History(progress);
    }

    @Test
    void knowsExactlyWhatIsFinishedOrInARun() throws IOException {
        Random random = new Random(3);
        for (int trial = 0; trial < 300; trial++) {
            BitSet known = new BitSet();
            long finished = random.nextInt(30);
            known.set(0, (int) finished + 1);
            List<Progress.Run> runs = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                int from = random.nextInt(90);
                int to = from + random.nextInt(8);
                known.set(from, to + 1);
                runs.add(run("p", from, to));
                runs.add(run("q", from, from));
            }
            History history = of(Map.of("p", Position.of(finished)), runs);
            for (int position = 0; position < 110; position++) {
                assertThat(history.contains(message("p", position)))
                        .as("%s of trial %s", position, trial)
                        .isEqualTo(known.get(position));
            }
            assertThat(history.contains(message("r", 1))).isFalse();
        }
    }

    @Test
    void samplesThatCameBetweenThoseOfAnOpenWindowAreFoundQuicklyHoweverManyTheyAre() throws IOException {
        int count = 300_000;
        List<Progress.Run> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(run("p", 2 * i, 2 * i)); // every other message is of a key whose window is still open
        }
        History history = of(Map.of(), runs);
        int found = 0;
        for (int i = 0; i < 2 * count; i++) {
            found += history.contains(message("p", i)) ? 1 : 0;
        }
        assertThat(found).isEqualTo(count);
    }
}
