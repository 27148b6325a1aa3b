package io.cleandata.cli.html;

import java.util.List;

/** The score over the run: its line, its interval as a band, the threshold, and where incidents opened and recovered. */
final class ScoreChart {

    private static final double WIDTH = 960;
    private static final double HEIGHT = 260;
    private static final double LEFT = 44;
    private static final double RIGHT = 12;
    private static final double TOP = 12;
    private static final double BOTTOM = 28;

    private final List<WindowPoint> points;
    private final double threshold;
    private final long firstWindow;
    private final long lastWindow;
    private final double floor;

    ScoreChart(List<WindowPoint> points, double threshold) {
        this.points = points;
        this.threshold = threshold;
        this.firstWindow = points.isEmpty() ? 0 : points.get(0).first();
        this.lastWindow = points.isEmpty() ? 0 : points.get(points.size() - 1).last();
        double lowest = Double.isNaN(threshold) ? 1 : threshold;
        for (WindowPoint point : points) {
            lowest = Double.isNaN(point.low()) ? lowest : Math.min(lowest, point.low());
        }
        this.floor = Math.max(0, Math.floor((lowest - 0.05) * 10) / 10);
    }

    private double x(double window) {
        double span = Math.max(1, lastWindow - firstWindow);
        return LEFT + (WIDTH - LEFT - RIGHT) * (window - firstWindow) / span;
    }

    private double x(WindowPoint point) {
        return x((point.first() + point.last()) / 2.0);
    }

    private double y(double score) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (score - floor) / (1 - floor));
    }

    void write(Markup out, List<IncidentMark> incidents) {
        out.format(
                "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"Quality score by window\">", WIDTH, HEIGHT);
        for (IncidentMark mark : incidents) {
            double from = x(mark.from());
            double to = x(mark.to() < 0 ? lastWindow : mark.to());
            out.format(
                    "<rect class=\"" + (mark.critical() ? "critical" : "warning")
                            + "\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>",
                    from,
                    TOP,
                    Math.max(2, to - from),
                    HEIGHT - TOP - BOTTOM);
            out.text(mark.metric()).raw("</title></rect>");
        }
        int steps = (int) Math.round((1 - floor) * 10);
        int stride = Math.max(1, steps / 5);
        for (int i = 0; i <= steps; i += stride) {
            double value = 1 - i / 10.0;
            out.format(
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                    LEFT, WIDTH - RIGHT, y(value), y(value));
            out.format("<text x=\"%.1f\" y=\"%.1f\" class=\"tick end\">%.1f</text>", LEFT - 6, y(value) + 4, value);
        }
        band(out);
        line(out);
        if (!Double.isNaN(threshold)) {
            out.format(
                    "<line class=\"threshold\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                    LEFT, WIDTH - RIGHT, y(threshold), y(threshold));
        }
        out.format("<text x=\"%.1f\" y=\"%.1f\" class=\"tick\">window %d</text>", LEFT, HEIGHT - 8, firstWindow);
        out.format("<text x=\"%.1f\" y=\"%.1f\" class=\"tick end\">%d</text>", WIDTH - RIGHT, HEIGHT - 8, lastWindow);
        out.raw("</svg>");
    }

    private void band(Markup out) {
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        for (WindowPoint point : points) {
            if (!Double.isNaN(point.low())) {
                upper.append(String.format(java.util.Locale.ROOT, "%.1f,%.1f ", x(point), y(point.high())));
                lower.insert(0, String.format(java.util.Locale.ROOT, "%.1f,%.1f ", x(point), y(point.low())));
            }
        }
        out.raw("<polygon class=\"band\" points=\"")
                .raw(upper.toString())
                .raw(lower.toString())
                .raw("\"/>");
    }

    private void line(Markup out) {
        out.raw("<path class=\"score\" d=\"");
        boolean down = false;
        for (WindowPoint point : points) {
            if (Double.isNaN(point.score())) {
                down = false;
                continue;
            }
            out.raw(down ? "L" : "M").format("%.1f %.1f", x(point), y(point.score()));
            down = true;
        }
        out.raw("\"/>");
        if (points.size() <= 120) {
            for (WindowPoint point : points) {
                if (!Double.isNaN(point.score())) {
                    out.format(
                                    "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"><title>",
                                    x(point), y(point.score()))
                            .format(
                                    "window %d: %.3f (%.3f to %.3f)</title></circle>",
                                    point.first(), point.score(), point.low(), point.high());
                }
            }
        }
    }
}
