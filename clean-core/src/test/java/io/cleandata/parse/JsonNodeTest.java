package io.cleandata.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonNodeTest {

    @Test
    void remembersABoundedNumberOfPlacesHoweverTheyAreNested() {
        JsonNode features = JsonNode.root(JsonParserSettings.DEFAULT).child("features");
        int remembered = 0;
        for (int i = 0; i < 1000; i++) {
            for (int j = 0; j < 100; j++) {
                JsonNode leaf = features.child("user-" + i).child("item-" + j);
                assertThat(leaf.path).isEqualTo("user-" + i + ".item-" + j);
                remembered += features.child("user-" + i).child("item-" + j) == leaf ? 1 : 0;
            }
        }
        assertThat(remembered).isBetween(1_000, 40_000);
    }
}
