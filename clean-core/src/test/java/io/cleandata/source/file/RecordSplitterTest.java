package io.cleandata.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordSplitterTest {

    /** Hands out bytes in small, random portions, sometimes none. */
    private static ByteFeed portions(byte[] bytes, Random random) {
        return new ByteFeed() {
            private int at;

            @Override
            public int read(byte[] target, int offset, int length, long waitNanos) {
                if (at == bytes.length) {
                    return -1;
                }
                int count = Math.min(Math.min(length, bytes.length - at), random.nextInt(9));
                System.arraycopy(bytes, at, target, offset, count);
                at += count;
                return count;
            }

            @Override
            public long position() {
                return at;
            }

            @Override
            public void close() {}
        };
    }

    private static List<Message> all(RecordSplitter splitter) throws IOException, InterruptedException {
        List<Message> all = new ArrayList<>();
        while (!splitter.ended()) {
            List<Message> some = new ArrayList<>();
            splitter.next(some, 3, 0, null);
            all.addAll(some);
        }
        return all;
    }

    @Test
    void findsLinesWhateverThePortionsAndResumesBehindAny() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<String> lines = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            int count = random.nextInt(20);
            for (int i = 0; i < count; i++) {
                String line = "x".repeat(random.nextInt(4)) + (random.nextInt(6) == 0 ? "é" : "");
                lines.add(line);
                text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            List<Message> found = all(new RecordSplitter(portions(bytes, random), "f", false, ',', 100));
            assertThat(found)
                    .extracting(Message::text)
                    .isEqualTo(lines.stream().filter(l -> !l.isEmpty()).toList());
            for (Message message : found) {
                assertThat(lines.get((int) message.positionFirst() - 1)).isEqualTo(message.text());
            }
            if (!found.isEmpty()) {
                Message done = found.get(random.nextInt(found.size()));
                RecordSplitter resumed = new RecordSplitter(portions(bytes, random), "f", false, ',', 100);
                assertThat(resumed.skipTo(
                                done.position().second(), done.position().first()))
                        .isTrue();
                assertThat(all(resumed))
                        .extracting(Message::toString)
                        .isEqualTo(found.subList(found.indexOf(done) + 1, found.size()).stream()
                                .map(Message::toString)
                                .toList());
            }
        }
    }

    @Test
    void keepsLineBreaksInsideQuotedFieldsOfCsv() throws Exception {
        byte[] bytes = "a,b\n1,\"x\ny\"\n2,5\" tall\n3,\"q\"\"\n\"\n".getBytes(StandardCharsets.UTF_8);
        RecordSplitter splitter = new RecordSplitter(portions(bytes, new Random(1)), "f", true, ',', 100);

        assertThat(splitter.header()).isEqualTo("a,b");
        assertThat(all(splitter))
                .extracting(Message::text)
                .containsExactly("1,\"x\ny\"", "2,5\" tall", "3,\"q\"\"\n\"");
    }

    @Test
    void losesOneRecordToAStrayQuote() throws Exception {
        String text = "1,\"broken\n" + "2,fine\n".repeat(40);
        RecordSplitter splitter =
                new RecordSplitter(portions(text.getBytes(StandardCharsets.UTF_8), new Random(1)), "f", true, ',', 64);

        List<Message> found = all(splitter);
        assertThat(found).hasSize(41);
        assertThat(found.get(0).text()).isEqualTo("1,\"broken");
        assertThat(found.get(40).positionFirst()).isEqualTo(41);
    }

    @Test
    void cutsOffWhatIsTooLongAndGoesOnWithTheNextLine() throws Exception {
        String text = "short\n" + "y".repeat(500) + "\nnext\n" + "z".repeat(300);
        RecordSplitter splitter =
                new RecordSplitter(portions(text.getBytes(StandardCharsets.UTF_8), new Random(1)), "f", false, ',', 64);

        List<Message> found = all(splitter);
        assertThat(found).extracting(Message::length).containsExactly(5, 65, 4, 65);
        assertThat(found).extracting(Message::positionFirst).containsExactly(1L, 2L, 3L, 4L);
    }
}
