package io.cleandata.cli.start;

import io.cleandata.plugin.Plugin;
import io.cleandata.settings.SettingsSchema;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What has to be known of a source before it can be read. */
public final class SourceQuestions {

    /**
     * One option to ask for.
     *
     * @param option its name in the section source
     * @param words what is asked
     * @param proposal what an empty answer means; empty when there must be an answer
     */
    public record Question(String option, String words, String proposal) {}

    private SourceQuestions() {}

    /** The questions of a source; of a plug-in that is not Clean's own, its required options. */
    public static List<Question> of(Plugin source) {
        return switch (source.name()) {
            case "kafka" ->
                List.of(
                        new Question("bootstrap-servers", "Brokers (host:port, ...)", "localhost:9092"),
                        new Question("topic", "Topic", "training-data"),
                        new Question("group-id", "Consumer group of the monitor", "quality-monitor"));
            case "pulsar" ->
                List.of(
                        new Question("service-url", "Service URL", "pulsar://localhost:6650"),
                        new Question("topic", "Topic", "persistent://public/default/training-data"),
                        new Question("subscription", "Subscription of the monitor", "quality-monitor"));
            case "redis" ->
                List.of(
                        new Question("host", "Host", "localhost"),
                        new Question("stream", "Stream", "training-data"),
                        new Question("consumer-group", "Consumer group of the monitor", "quality-monitor"));
            case "file" -> List.of(new Question("path", "File (JSON lines or CSV, plain or .gz)", "history.jsonl"));
            default -> required(source);
        };
    }

    private static List<Question> required(Plugin source) {
        List<Question> questions = new ArrayList<>();
        var schema = JsonMapper.shared().readTree(SettingsSchema.options(source));
        for (var name : schema.path("required")) {
            String option = name.asString();
            if (!option.equals("type")) {
                String words = schema.path("properties")
                        .path(option)
                        .path("description")
                        .asString(option);
                questions.add(new Question(option, words, ""));
            }
        }
        return questions;
    }
}
