package io.cleandata.cli.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Lays out a report as a page. */
final class HtmlPage {

    private static final int FEATURES = 30;

    private final HtmlReport report;
    private final Markup out = new Markup();

    HtmlPage(HtmlReport report) {
        this.report = report;
    }

    @Override
    public String toString() {
        out.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
                .raw("<meta name=\"color-scheme\" content=\"light dark\"><title>Clean: ")
                .text(report.title)
                .raw("</title><style>")
                .raw(style())
                .raw("</style></head><body><main><header><h1>")
                .text(report.title)
                .raw("</h1></header>");
        tiles();
        chart();
        incidents();
        detectors();
        features();
        worst();
        duplicates();
        badMessages();
        return out.raw("</main></body></html>\n").toString();
    }

    private static String style() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tiles() {
        out.raw("<section class=\"tiles\">");
        tile("mean score", report.scored == 0 ? Double.NaN : report.scoreSum / report.scored);
        tile("lowest score", report.lowest);
        out.format("<div><b>%,d</b><span>samples</span></div>", report.samples);
        out.format("<div><b>%,d</b><span>windows</span></div>", report.windows);
        out.format("<div><b>%,d</b><span>incidents</span></div>", report.incidents.size());
        out.raw("</section>");
    }

    private void tile(String name, double value) {
        out.raw("<div><b>");
        if (Double.isNaN(value)) {
            out.raw("&ndash;");
        } else {
            out.format("%.3f", value);
        }
        out.raw("</b><span>").text(name).raw("</span></div>");
    }

    private void chart() {
        out.raw("<section><h2>Score over the run</h2>");
        if (report.scored == 0) {
            out.raw("<p>No window has a score.</p></section>");
            return;
        }
        new ScoreChart(report.series.points(), report.threshold).write(out, List.copyOf(report.incidents.values()));
        out.raw(
                "<p class=\"note\">The line is the score, the band its 95&nbsp;% interval, the dashed line the threshold; shaded spans are incidents.</p></section>");
    }

    private void incidents() {
        if (report.incidents.isEmpty()) {
            return;
        }
        out.raw("<section><h2>Incidents</h2><div class=\"scroll\"><table><thead><tr><th>severity</th><th>metric</th>")
                .raw(
                        "<th class=\"n\">opened</th><th class=\"n\">recovered</th><th>what the alert said</th></tr></thead><tbody>");
        for (IncidentMark mark : report.incidents.values()) {
            out.raw("<tr><td><span class=\"tag " + (mark.critical() ? "critical\">critical" : "warning\">warning")
                            + "</span></td><td>")
                    .text(mark.metric())
                    .format("</td><td class=\"n\">%d</td><td class=\"n\">", mark.from());
            if (mark.to() < 0) {
                out.raw("open");
            } else {
                out.format("%d", mark.to());
            }
            out.raw("</td><td>").text(mark.message()).raw("</td></tr>");
        }
        out.raw("</tbody></table></div></section>");
    }

    private void detectors() {
        out.raw(
                        "<section><h2>Issues by detector</h2><div class=\"scroll\"><table><thead><tr><th>detector</th><th class=\"n\">flagged</th>")
                .raw(
                        "<th>share of all</th><th class=\"n\">windows with flags</th><th class=\"n\">highest rate</th><th class=\"n\">not assessable</th>")
                .raw("<th class=\"n\">failed</th><th class=\"n\">ms a window</th></tr></thead><tbody>");
        long most = 1;
        for (HtmlReport.DetectorTotals totals : report.detectors.values()) {
            most = Math.max(most, totals.flagged);
        }
        for (Map.Entry<String, HtmlReport.DetectorTotals> entry : report.detectors.entrySet()) {
            HtmlReport.DetectorTotals t = entry.getValue();
            out.raw("<tr><td>").text(entry.getKey());
            out.format(
                    "</td><td class=\"n\">%,d</td><td><span class=\"bar\" style=\"width:%.1f%%\"></span></td>",
                    t.flagged, 100.0 * t.flagged / most);
            out.format(
                    "<td class=\"n\">%,d</td><td class=\"n\">%.2f&nbsp;%%</td>", t.windowsFlagged, 100 * t.worstRate);
            out.format(
                    "<td class=\"n\">%,d</td><td class=\"n\">%,d</td><td class=\"n\">%.1f</td></tr>",
                    t.windowsNotAssessable, t.windowsFailed, t.millis / Math.max(1, t.assessed));
        }
        out.raw("</tbody></table></div></section>");
    }

    private void features() {
        if (report.features.isEmpty()) {
            return;
        }
        out.raw(
                        "<section><h2>Features at fault</h2><div class=\"scroll\"><table><thead><tr><th>feature</th><th class=\"n\">samples</th>")
                .raw("<th class=\"n\">windows (drift, schema, missing)</th></tr></thead><tbody>");
        report.features.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Map.Entry<String, long[]> e) -> -(e.getValue()[0] + 1000 * e.getValue()[1]))
                        .thenComparing(Map.Entry::getKey))
                .limit(FEATURES)
                .forEach(e -> {
                    out.raw("<tr><td>").text(e.getKey());
                    out.format(
                            "</td><td class=\"n\">%,d</td><td class=\"n\">%,d</td></tr>",
                            e.getValue()[0], e.getValue()[1]);
                });
        out.raw("</tbody></table></div></section>");
    }

    private void worst() {
        if (report.worst.isEmpty()) {
            return;
        }
        out.raw("<section><h2>Worst windows</h2>");
        boolean first = true;
        for (WorstWindow window : report.worst) {
            out.raw(first ? "<details open>" : "<details>");
            first = false;
            out.format(
                    "<summary>window %d, score %.3f, %,d issues <span class=\"note\">",
                    window.index(), window.score(), window.issues());
            out.text(window.extent()).raw("</span></summary><ul>");
            for (WorstWindow.Finding finding : window.findings()) {
                out.raw("<li><span class=\"tag\">")
                        .text(finding.detector())
                        .raw("</span> <b>")
                        .text(finding.where())
                        .raw("</b> ")
                        .text(finding.reason());
                if (!finding.excerpt().isEmpty()) {
                    out.raw("<pre>").text(finding.excerpt()).raw("</pre>");
                }
                out.raw("</li>");
            }
            out.raw("</ul></details>");
        }
        out.raw("</section>");
    }

    private void duplicates() {
        if (report.duplicateGroups.isEmpty()) {
            return;
        }
        out.raw("<section><h2>Duplicates</h2><ul>");
        report.duplicateGroups.forEach(group -> out.raw("<li>").text(group).raw("</li>"));
        out.raw("</ul></section>");
    }

    private void badMessages() {
        if (report.badMessages.isEmpty()) {
            return;
        }
        out.raw(
                "<section><h2>Bad messages</h2><table><thead><tr><th>reason</th><th class=\"n\">messages</th></tr></thead><tbody>");
        report.badMessages.forEach((reason, count) -> {
            out.raw("<tr><td>").text(reason);
            out.format("</td><td class=\"n\">%,d</td></tr>", count);
        });
        out.raw("</tbody></table></section>");
    }
}
