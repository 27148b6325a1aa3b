package io.cleandata.cli;

import io.cleandata.alert.Standing;
import io.cleandata.cli.demo.DemoView;
import io.cleandata.cli.demo.Outcome;
import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import io.cleandata.model.WindowReport;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Shows the demo to people: a live line on a terminal, and plain lines everywhere. */
final class DemoPrinter implements DemoView {
    private static final int RECENT = 24;
    private static final int PLAIN_EVERY = 10;

    private final Console console;
    private final StatusLine status;
    private double[] recent = new double[0];
    private int openIncidents;
    private String fault = "";

    DemoPrinter(Console console) {
        this.console = console;
        this.status = new StatusLine(console);
    }

    @Override
    public void started(long samples, int windowSize) {
        console.print(
                console.bold(Figures.count(samples) + " diamonds (ggplot2) with their prices and measures, label cut, "
                        + "in windows of " + Figures.count(windowSize) + "; faults are injected on the way."));
        console.print("");
    }

    @Override
    public void faultBegan(String name, String feature, long message) {
        fault = name;
        line(message, console.faint("injecting: " + name + (feature.isEmpty() ? "" : " in " + feature)));
    }

    @Override
    public void faultEnded(String name, long message) {
        fault = "";
        line(message, console.faint("over: " + name));
    }

    @Override
    public void window(WindowReport report, long messages, List<Standing> standings) {
        double[] longer = java.util.Arrays.copyOf(recent, recent.length + 1);
        longer[recent.length] = report.score();
        recent = longer.length > RECENT ? java.util.Arrays.copyOfRange(longer, 1, longer.length) : longer;
        String text = String.format(
                Locale.ROOT,
                "window %d  %s messages  score %s  %s",
                report.index(),
                Figures.count(messages),
                Figures.score(report.score()),
                openIncidents == 0 ? "no alert open" : Figures.count(openIncidents, "alert open", "alerts open"));
        String nearing = Evidence.of(standings);
        text = nearing.isEmpty() ? text : text + "  " + nearing;
        status.show(text + "  " + Chart.of(recent, RECENT, console.unicode()) + (fault.isEmpty() ? "" : "  " + fault));
        if (!console.live() && report.index() % PLAIN_EVERY == PLAIN_EVERY - 1) {
            console.print(text);
        }
    }

    @Override
    public void alert(Alert alert) {
        boolean over = alert.state() == AlertState.RECOVERED;
        if (alert.state() == AlertState.OPENED) {
            openIncidents++;
        } else if (over) {
            openIncidents--;
        }
        String state = alert.state().name();
        UnaryOperator<String> style =
                over ? console::green : alert.severity() == Severity.CRITICAL ? console::red : console::yellow;
        String head = over ? state : state + " " + alert.severity().name().toLowerCase(Locale.ROOT);
        status.above(() -> console.print(String.format(
                Locale.ROOT,
                "%9s  %s  %s: %s",
                "w" + alert.window(),
                style.apply(head),
                console.bold(alert.metric()),
                console.safe(alert.message()))));
    }

    private void line(long message, String text) {
        status.above(() -> console.print(String.format(Locale.ROOT, "%9s  %s", Figures.count(message), text)));
    }

    @Override
    public void finished(List<Outcome> outcomes, long messages, double seconds) {
        status.end();
        var table = new Table("lrlrr").row(console::faint, "fault", "began at", "caught by", "windows later", "score");
        for (var outcome : outcomes) {
            String caught = outcome.caughtBy();
            String name =
                    outcome.feature().isEmpty() ? outcome.fault() : outcome.fault() + " (" + outcome.feature() + ")";
            table.row(
                    caught == null ? console::red : console::green,
                    name,
                    Figures.count(outcome.first()),
                    caught == null ? "not caught" : caught,
                    caught == null ? "-" : Long.toString(outcome.windowsLater()),
                    Figures.score(outcome.score()));
        }
        console.print("");
        table.lines().forEach(console::print);
        console.print("");
        console.print(Figures.count(messages) + " messages in " + Figures.seconds(seconds) + ", "
                + Figures.count((long) (messages / Math.max(seconds, 1e-3))) + " messages/s");
    }
}
