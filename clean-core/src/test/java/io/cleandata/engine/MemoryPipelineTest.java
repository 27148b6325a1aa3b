package io.cleandata.engine;

import io.cleandata.model.DetectorResult.Status;
import io.cleandata.model.WindowReport;
import io.cleandata.source.memory.MemorySource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that reads windows of ten from memory, and what it reports. */
abstract class MemoryPipelineTest {

    final MemorySource source = new MemorySource();
    final List<WindowReport> reports = new CopyOnWriteArrayList<>();

    @TempDir
    Path dir;

    final PipelineBuilder builder() {
        return RealtimePipeline.builder()
                .source(source)
                .setting("window", Map.of("size", 10))
                .setting("detectors", List.of());
    }

    final RealtimePipeline start(PipelineBuilder builder) {
        RealtimePipeline pipeline = builder.build();
        pipeline.addWindowListener((window, report) -> reports.add(report));
        pipeline.start();
        return pipeline;
    }

    final void send(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            source.send("{\"features\": {\"x\": " + i + "}}");
        }
    }

    final List<Status> statuses(String detector) {
        return reports.stream()
                .map(r -> r.detectors().get(detector).result().status())
                .toList();
    }
}
