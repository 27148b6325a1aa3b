package io.cleandata.cli;

import io.cleandata.spi.Ticker;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How far a replay is, as one line that is redrawn at most ten times a second. */
final class Progress {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int BAR = 24;

    private final Console console;
    private final StatusLine line;
    private final Ticker ticker;
    private final long bytes;
    private final long begun;
    private long drawn;

    /** @param bytes how many there are to read; 0 when nobody knows */
    Progress(Console console, Ticker ticker, long bytes) {
        this.console = console;
        this.line = new StatusLine(console);
        this.ticker = ticker;
        this.bytes = bytes;
        this.begun = ticker.read();
        this.drawn = begun - EVERY;
    }

    /** Shows what is done, unless it was shown just now. */
    void at(long bytesDone, long samples, double score) {
        long now = ticker.read();
        if (!console.live() || now - drawn < EVERY) {
            return;
        }
        drawn = now;
        line.show(text(bytesDone, samples, score, Math.max(1e-3, (now - begun) / 1e9)));
    }

    String text(long bytesDone, long samples, double score, double seconds) {
        String rate = Figures.count(samples) + " samples  " + Figures.count((long) (samples / seconds)) + "/s  score "
                + Figures.score(score);
        if (bytes <= 0 || bytesDone <= 0) {
            return rate;
        }
        double share = Math.min(1, (double) bytesDone / bytes);
        int full = (int) (share * BAR);
        String bar = (console.unicode() ? "\u2588" : "#").repeat(full)
                + (console.unicode() ? "\u2591" : ".").repeat(BAR - full);
        return String.format(
                Locale.ROOT, "%s %3.0f %%  %s  %.0f s left", bar, share * 100, rate, seconds / share * (1 - share));
    }

    void end() {
        line.end();
    }
}
