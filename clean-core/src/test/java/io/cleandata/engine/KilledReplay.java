package io.cleandata.engine;

import io.cleandata.model.Window;
import io.cleandata.source.file.FileSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The child process of {@link KillTest}: replays a file with sliding windows, tells each window and waits for leave to go on. */
final class KilledReplay {

    private KilledReplay() {}

    public static void main(String[] args) throws Exception {
        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(FileSource.of(Path.of(args[0])))
                .stateDir(Path.of(args[1]))
                .setting("window", Map.of("type", "sliding", "size", 300, "slide", 100))
                .setting("detectors", List.of())
                .detector("negative", RealtimePipelineTest.NEGATIVE)
                .build();
        pipeline.addWindowListener((window, report) -> {
            System.out.println(line(window));
            System.out.flush();
            if (System.in.read() < 0) {
                Runtime.getRuntime().halt(3); // the parent is gone
            }
        });
        pipeline.start();
        pipeline.awaitClosed();
        System.out.println("end");
    }

    /** Number, first and last new line, and how many of the new lines an earlier run had analysed. */
    private static String line(Window window) {
        return window.index() + " " + window.message(window.firstNew()).positionFirst() + " "
                + window.message(window.size() - 1).positionFirst() + " " + window.redeliveredRows();
    }
}
