package io.cleandata.detectors.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HashMemoryTest {

    @Test
    void behavesLikeASetWithAQueueUnderRandomUse() {
        SplittableRandom random = new SplittableRandom(7);
        for (int capacity : new int[] {1, 2, 3, 7, 64, 100}) {
            HashMemory memory = new HashMemory(capacity);
            ArrayDeque<Long> queue = new ArrayDeque<>();
            Set<Long> set = new HashSet<>();
            for (int step = 0; step < 20_000; step++) {
                // Few distinct values, and equal upper bits in many, so that runs in the index grow long.
                long value = random.nextInt(capacity * 3) + 1L;
                long high = (value % 5) << 20;
                assertThat(memory.age(high, value) >= 0).isEqualTo(set.contains(value));
                if (!set.contains(value)) {
                    memory.add(high, value);
                    queue.add(value);
                    set.add(value);
                    if (queue.size() > capacity) {
                        set.remove(queue.poll());
                    }
                }
                assertThat(memory.size()).isEqualTo(queue.size());
            }
        }
    }

    @Test
    void tellsHowManyCameAfter() {
        HashMemory memory = new HashMemory(3);
        memory.add(1, 1);
        memory.add(2, 2);
        assertThat(memory.age(1, 1)).isEqualTo(1);
        assertThat(memory.age(2, 2)).isZero();
        memory.add(3, 3);
        memory.add(4, 4);
        assertThat(memory.age(1, 1)).isEqualTo(-1);
        assertThat(memory.age(2, 2)).isEqualTo(2);
        assertThat(memory.age(4, 4)).isZero();
    }

    @Test
    void keepsHashesApartThatShareOneHalf() {
        HashMemory memory = new HashMemory(10);
        memory.add(5, 1);
        memory.add(5, 2);
        memory.add(6, 1);
        assertThat(memory.age(5, 2)).isEqualTo(1);
        assertThat(memory.age(6, 2)).isEqualTo(-1);
    }

    @Test
    void restoresIntoASmallerMemoryTheYoungest() throws IOException {
        HashMemory memory = new HashMemory(100);
        for (int i = 1; i <= 150; i++) {
            memory.add((long) i << 20, i);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        memory.save(new DataOutputStream(bytes));
        HashMemory small = new HashMemory(20);
        small.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(small.size()).isEqualTo(20);
        assertThat(small.age(150L << 20, 150)).isZero();
        assertThat(small.age(131L << 20, 131)).isEqualTo(19);
        assertThat(small.age(130L << 20, 130)).isEqualTo(-1);
    }

    @Test
    void refusesDamagedState() {
        HashMemory memory = new HashMemory(4);
        assertThatThrownBy(
                        () -> memory.restore(new DataInputStream(new ByteArrayInputStream(new byte[] {-1, 0, 0, 0}))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }
}
