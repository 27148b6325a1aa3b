package io.cleandata.model;

/** Where an incident stands when an alert is sent. */
public enum AlertState {
    /** It began. */
    OPENED,
    /** It became more severe. */
    ESCALATED,
    /** It goes on; a reminder after the cooldown. */
    REPEATED,
    /** It is over, or its key fell silent: then the alert has no value, and its message says so. */
    RECOVERED
}
