package io.cleandata.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.plugin.PluginKind;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SettingsTextTest {

    private final PipelineSpecReader reader = new PipelineSpecReader(Stubs.catalog());

    @Test
    void effectiveSettingsMarkDefaultsAndMaskSecrets() {
        PipelineSpec spec = reader.read("""
                pipeline: {name: "yes"}
                source:
                  type: broker
                  bootstrap-servers: "localhost:9092"
                  topic: ml
                  password: hunter2
                  client: {ssl.keystore.password: hunter3}
                window: {type: keyed, by: producer, window: {duration: 1m}}
                alerts: [{type: chat, webhook-url: "https://hunter4"}]
                pass-to: sound
                """, "p.yaml", LiveParts.none());

        String text = EffectiveSettings.of(spec);

        assertThat(text)
                .doesNotContain("hunter")
                .contains("  name: \"yes\"\n  max-workers: 4  # default\n")
                .contains("  password: ***\n  client: {ssl.keystore.password: ***}\n")
                .contains("bootstrap-servers: [localhost:9092]\n")
                .contains(
                        "window:\n  type: keyed\n  by: producer\n  max-keys: 1000  # default\n  window:\n    type: time\n"
                                + "    duration: 1m  # default\n")
                .contains("  - type: labels\n    name: labels\n    weight: 0.9\n    memory: 4000  # default\n")
                .contains("    webhook-url: ***\n")
                .contains("pass-to:\n  topic: sound\n");
    }

    @Test
    void effectiveSettingsCanBeReadAgain() {
        String yaml =
                "source: {type: file, path: \"a b: c\"}\nwindow: {size: 7}\nquality: {metrics: {labels_rate: {threshold: 0.5}}}\n";
        PipelineSpec spec = reader.read(yaml, "p.yaml", LiveParts.none());

        PipelineSpec again = reader.read(EffectiveSettings.of(spec), "p.yaml", LiveParts.none());

        assertThat(EffectiveSettings.of(again)).isEqualTo(EffectiveSettings.of(spec));
        assertThat(again.quality()).isEqualTo(spec.quality());
    }

    @Test
    void describesAPluginWithItsOptions() {
        assertThat(SettingsReference.describe(
                        Stubs.catalog().find(PluginKind.DETECTOR, "labels").orElseThrow()))
                .startsWith("detector labels: a stub\nfrom clean-core (")
                .contains("metric labels_rate, weight 0.9, part of all\n")
                .contains("  memory (whole number, at least 0, default 4000)\n      samples remembered\n")
                .contains("options of every detector:\n");
    }

    @Test
    void theReferenceHoldsEverySectionAndOption() {
        String page = SettingsReference.markdown(Stubs.catalog());

        assertThat(page)
                .contains("## quality")
                .contains("| `quality.metrics.NAME.threshold` |".replace("quality.", ""))
                .contains("### broker")
                .contains("| `password` | text |  | password (secret) |")
                .contains("| `evidence` | sequential \\| immediate | `sequential` |");
    }

    @Test
    void theSchemaIsJsonWithEveryPlugin() {
        JsonNode schema = JsonMapper.shared().readTree(SettingsSchema.json(Stubs.catalog()));

        assertThat(schema.get("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        JsonNode broker = schema.at("/properties/source/anyOf/1");
        assertThat(broker.at("/properties/type/const").asString()).isEqualTo("broker");
        assertThat(broker.get("required").toString()).isEqualTo("[\"type\",\"bootstrap-servers\",\"topic\"]");
        assertThat(broker.at("/properties/client/additionalProperties").isMissingNode())
                .isTrue();
        assertThat(schema.at("/properties/quality/properties/threshold/maximum").asDouble())
                .isEqualTo(1);
        assertThat(schema.at("/properties/detectors/anyOf/0/anyOf/0/enum").toString())
                .contains("\"labels\"", "\"all\"");
    }
}
