package io.cleandata.cli.html;

/**
 * An incident in the chart and the table.
 *
 * @param incident its identity
 * @param metric what crossed its threshold
 * @param critical whether it ever was critical
 * @param from the window that opened it
 * @param to the window that it recovered with; -1 while it goes on
 * @param message what its first alert said
 */
record IncidentMark(String incident, String metric, boolean critical, long from, long to, String message) {

    IncidentMark escalated() {
        return new IncidentMark(incident, metric, true, from, to, message);
    }

    IncidentMark recovered(long window) {
        return new IncidentMark(incident, metric, critical, from, window, message);
    }
}
