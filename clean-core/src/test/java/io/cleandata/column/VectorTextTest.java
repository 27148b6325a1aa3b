package io.cleandata.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VectorTextTest {

    @Test
    void onlyEqualVectorsHaveEqualTexts() {
        Random random = new Random(3);
        Set<String> texts = new HashSet<>();
        float[] vector = new float[40];
        for (int i = 0; i < 2000; i++) {
            vector[4 + random.nextInt(36)] = random.nextFloat();
            texts.add(VectorText.of(vector, 0, 40));
        }

        assertThat(texts).hasSize(2000);
        assertThat(VectorText.of(vector.clone(), 0, 40)).isEqualTo(VectorText.of(vector, 0, 40));
    }

    @Test
    void showsHowManyNumbersThereAreAndTheFirst() {
        float[] vector = {0, 1, 2.5f, -0f, 4, 5};

        assertThat(VectorText.of(vector, 1, 3)).isEqualTo("[3 numbers: 1, 2.5, 0]");
        assertThat(VectorText.of(vector, 0, 6)).matches("\\[6 numbers: 0, 1, 2.5, 0, ... #[0-9a-f]+]");
    }
}
