package io.cleandata.examples;

import io.cleandata.engine.PipelineConfig;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.model.Sample;
import io.cleandata.source.memory.MemorySource;
import java.nio.charset.StandardCharsets;

/** A message format of your own: here fields between semicolons. */
public final class CustomParser {

    private CustomParser() {}

    public static void main(String[] args) throws Exception {
        MemorySource source = new MemorySource(1_000, true);
        for (int i = 0; i < 600; i++) {
            source.send((i % 40 + ";" + (i % 3 == 0 ? "north" : "south") + ";sound").getBytes(StandardCharsets.UTF_8));
        }
        source.end();
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(source)
                .config(PipelineConfig.builder()
                        .windowSize(200)
                        .detectors("missing")
                        .build())
                .messageParser(bytes -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    int first = text.indexOf(';');
                    int second = text.indexOf(';', first + 1);
                    return Sample.builder()
                            .feature("temperature", Double.valueOf(text.substring(0, first)))
                            .feature("site", text.substring(first + 1, second))
                            .label(text.substring(second + 1))
                            .build();
                })
                .build();
        pipeline.addWindowListener(
                (window, report) -> System.out.println("window " + window.index() + ": " + window.sample(0)));
        pipeline.start();
        pipeline.awaitClosed();
    }
}
