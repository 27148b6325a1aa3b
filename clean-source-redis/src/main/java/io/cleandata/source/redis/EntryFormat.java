package io.cleandata.source.redis;

/** What the fields of an entry are. */
public enum EntryFormat {
    /** Decided for each entry: a payload if it has the payload's field, else features. */
    AUTO,
    /** One field holds the message, the others are headers. */
    PAYLOAD,
    /** The fields are the features themselves. */
    FEATURES
}
