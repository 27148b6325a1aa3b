package io.cleandata.testkit;

import io.cleandata.engine.RealtimePipeline;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import io.cleandata.plugin.PluginCatalog;
import io.cleandata.settings.LiveParts;
import io.cleandata.settings.PipelineSpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * The child process of {@link SourceKillContract}: runs a pipeline file, tells each window and waits for leave to go on; drains when its input ends. A told window is
 * its number, then runs of consecutive values of the feature {@code n}, those that an earlier run had analysed with an {@code r} before them.
 */
final class KilledPipeline {

    private static final int AHEAD = 2;

    private KilledPipeline() {}

    /** Arguments: the pipeline's file. */
    @SuppressWarnings("SystemOut") // its parent listens
    public static void main(String[] args) throws InterruptedException {
        Semaphore leave = new Semaphore(AHEAD);
        RealtimePipeline pipeline =
                RealtimePipeline.from(new PipelineSpecReader(PluginCatalog.of(KilledPipeline.class.getClassLoader()))
                        .read(
                                Path.of(args[0]),
                                LiveParts.none()
                                        .detector(
                                                "none",
                                                "none",
                                                1,
                                                context -> window -> DetectorResult.ofSamples(window.size())
                                                        .build())));
        pipeline.addWindowListener((window, report) -> {
            System.out.println(line(window));
            System.out.flush();
            leave.acquire();
        });
        Thread parent = new Thread(() -> listen(leave, pipeline), "parent");
        parent.setDaemon(true);
        pipeline.start();
        parent.start(); // not before: a pipeline that is stopped before its start never starts
        pipeline.awaitClosed();
        System.out.println("end " + pipeline.metrics().totalMessages() + " "
                + pipeline.metrics().redeliveredMessages());
        System.out.flush();
        System.exit(0); // whatever clients' threads still do
    }

    private static void listen(Semaphore leave, RealtimePipeline pipeline) {
        try {
            while (System.in.read() >= 0) {
                leave.release();
            }
        } catch (IOException e) {
            // as the end
        }
        leave.release(1 << 20);
        pipeline.stop();
    }

    private static String line(Window window) {
        StringBuilder line = new StringBuilder("window ").append(window.index());
        NumericColumn column = (NumericColumn) window.feature("n");
        int row = window.firstNew();
        while (column != null && row < window.size()) {
            boolean again = window.redelivered(row);
            long first = (long) column.value(row);
            long last = first;
            row++;
            while (row < window.size() && (long) column.value(row) == last + 1 && window.redelivered(row) == again) {
                last++;
                row++;
            }
            line.append(again ? " r" : " ").append(first).append('-').append(last);
        }
        return line.append(" .").toString();
    }
}
