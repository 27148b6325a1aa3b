package io.cleandata.cli;

/**
 * One line on standard error that is drawn again and again while a run goes on.
 *
 * <p>What is printed otherwise in the meantime must go through {@link #above}. Nothing at all is drawn where there is
 * no terminal.
 */
final class StatusLine {
    private final Console console;
    private String shown = "";

    StatusLine(Console console) {
        this.console = console;
    }

    synchronized void show(String text) {
        if (console.live()) {
            shown = console.shorten(text, console.columns() - 1);
            console.err().print("\r\u001b[2K" + shown);
            console.err().flush();
        }
    }

    /** Prints while the line is out of the way. */
    synchronized void above(Runnable printing) {
        erase();
        printing.run();
        if (!shown.isEmpty()) {
            show(shown);
        }
    }

    synchronized void end() {
        erase();
        shown = "";
    }

    private void erase() {
        if (!shown.isEmpty()) {
            console.err().print("\r\u001b[2K");
            console.err().flush();
        }
    }
}
