package io.cleandata.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrintingTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void forgetTheTerminal() {
        System.clearProperty("clean.terminal");
    }

    @Test
    void alignsColumnsAndStylesWholeRows() {
        var table = new Table("lr").row("fault", "score").row(row -> "<" + row + ">", "unit change", "0.5");

        assertThat(table.lines()).containsExactly("fault        score", "<unit change    0.5>");
    }

    @Test
    void drawsTheLowestOfScoresThatShareABar() {
        assertThat(Chart.of(new double[] {1, 0.9, 1, 0.2, Double.NaN, Double.NaN}, 3, false))
                .isEqualTo("60?");
        assertThat(Chart.of(new double[] {1, 0.5}, 10, true)).isEqualTo("\u2588\u2581");
    }

    @Test
    void colorsAndRedrawsOnATerminalOnly() {
        System.setProperty("clean.terminal", "out,err");
        var terminal = console(false, Map.of("LANG", "en_US.UTF-8"));
        System.setProperty("clean.terminal", "");
        var file = console(false, Map.of("LANG", "en_US.UTF-8"));

        assertThat(terminal.red("x")).isEqualTo("\u001b[31mx\u001b[0m");
        assertThat(terminal.live()).isTrue();
        assertThat(terminal.unicode()).isTrue();
        assertThat(file.red("x")).isEqualTo("x");
        assertThat(file.live()).isFalse();
        assertThat(file.unicode()).isFalse();
    }

    @Test
    void staysPlainWhenToldTo() {
        System.setProperty("clean.terminal", "out,err");

        assertThat(console(true, Map.of()).red("x")).isEqualTo("x");
        assertThat(console(false, Map.of("NO_COLOR", "1")).red("x")).isEqualTo("x");
        assertThat(console(false, Map.of("NO_COLOR", "1")).live()).isFalse();
        assertThat(console(false, Map.of("NO_COLOR", "")).red("x")).isNotEqualTo("x");
        assertThat(console(false, Map.of("TERM", "dumb")).red("x")).isEqualTo("x");
    }

    @Test
    void neverPrintsWhatActsOnATerminal() {
        var plain = console(false, Map.of());

        assertThat(plain.safe("a\u001b[2J\n\u202e\u00e9b")).isEqualTo("a\\u001b[2J\\u000a\\u202e\\u00e9b");
    }

    @Test
    void takesTheStatusLineAwayWhileOtherLinesArePrinted() {
        System.setProperty("clean.terminal", "out,err");
        var console = console(false, Map.of());
        var status = new StatusLine(console);

        status.show("window 1");
        status.above(() -> console.note("alert"));
        status.end();

        assertThat(err.toString().replace("\r", "").replace("\u001b[2K", "<"))
                .isEqualTo("<window 1<alert" + System.lineSeparator() + "<window 1<");
    }

    private Console console(boolean noColor, Map<String, String> environment) {
        return Console.of(new PrintWriter(out), new PrintWriter(err), noColor, environment);
    }
}
