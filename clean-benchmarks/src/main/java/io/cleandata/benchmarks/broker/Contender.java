package io.cleandata.benchmarks.broker;

import io.cleandata.spi.Source;

/** A server with its bare client and its source. */
interface Contender extends AutoCloseable {

    /** Writes so many messages to a fresh topic or stream. */
    void fill(String topic, int count, byte[][] values) throws Exception;

    /** Reads so many messages with the bare client, acknowledging them; never parses. */
    void bare(String topic, int count) throws Exception;

    /** A source that reads the topic from its beginning, without an end. */
    Source source(String topic);

    @Override
    void close();
}
