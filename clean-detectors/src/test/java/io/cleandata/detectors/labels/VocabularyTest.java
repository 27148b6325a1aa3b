package io.cleandata.detectors.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    private record Document(int[] hashes, int[] ids, int label, char[] places) {}

    @Test
    void countsLikeAMapWhileDocumentsComeAndGo() throws Exception {
        var random = new Random(9);
        var words = new Vocabulary();
        Deque<Document> documents = new ArrayDeque<>();
        Map<Long, Integer> expected = new HashMap<>();
        for (int step = 0; step < 4000; step++) {
            if (step == 2000) {
                var saved = new ByteArrayOutputStream();
                words.save(new DataOutputStream(saved));
                words = new Vocabulary();
                words.restore(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
            }
            if (step % 97 == 0) {
                words.recycle();
            }
            int[] hashes =
                    random.ints(12, 0, step % 2 == 0 ? 40 : 100_000).distinct().toArray();
            int label = random.nextInt(20);
            int[] ids = words.enter(hashes, hashes.length);
            char[] places = words.places(ids, label);
            words.count(ids, places, 1);
            documents.add(new Document(hashes, ids, label, places));
            for (int h : hashes) {
                expected.merge((long) h * 32 + label, 1, Integer::sum);
            }
            if (documents.size() > 300) {
                Document oldest = documents.remove();
                words.count(oldest.ids, oldest.places, -1);
                words.leave(oldest.ids);
                for (int h : oldest.hashes) {
                    expected.merge((long) h * 32 + oldest.label, -1, Integer::sum);
                }
            }
        }
        for (Document d : documents) {
            for (int j = 0; j < d.ids.length; j++) {
                int place = words.block(d.ids[j]) + d.places[j];
                assertThat(words.label(place)).isEqualTo(d.label);
                assertThat(words.count(place)).isEqualTo(expected.get((long) d.hashes[j] * 32 + d.label));
            }
        }
        assertThat(words.idBound()).isLessThan(8000);
    }

    @Test
    void cutsWordsAndRunsOfCharacters() {
        var cutter = new TextGrams();
        cutter.addWords("To be, or TO BE_1", 7);
        int[] w = Arrays.copyOf(cutter.hashes(), cutter.size());
        assertThat(w).hasSize(5);
        assertThat(w[3]).isEqualTo(w[0]);
        assertThat(w[4]).isNotEqualTo(w[1]);
        cutter.clear();
        cutter.addGrams("ab abc", 7);
        // " ab", " ab ", "ab " and " ab", " abc", "abc", "abc ", "bc "
        assertThat(cutter.size()).isEqualTo(8);
        assertThat(cutter.hashes()[3]).isEqualTo(cutter.hashes()[0]);
    }
}
