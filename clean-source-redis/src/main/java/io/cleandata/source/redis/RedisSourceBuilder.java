package io.cleandata.source.redis;

import io.cleandata.settings.OptionsBinder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the options of a {@link RedisSource}; each method sets the option of {@link RedisSourceSettings} of its name. */
public final class RedisSourceBuilder {

    private final Map<String, Object> values = new LinkedHashMap<>();

    RedisSourceBuilder() {}

    /** Host of the server. */
    public RedisSourceBuilder host(String value) {
        return set("host", value);
    }

    /** Port of the server. */
    public RedisSourceBuilder port(int value) {
        return set("port", value);
    }

    /** Address instead of host and port: {@code redis://host:port/database}, or {@code rediss://} for TLS. */
    public RedisSourceBuilder url(String value) {
        return set("url", value);
    }

    /** User, where the server has an access list. */
    public RedisSourceBuilder user(String value) {
        return set("user", value);
    }

    /** Password. */
    public RedisSourceBuilder password(String value) {
        return set("password", value);
    }

    /** Whether to use TLS. */
    public RedisSourceBuilder tls(boolean value) {
        return set("tls", value);
    }

    /** Number of the database. */
    public RedisSourceBuilder database(int value) {
        return set("database", value);
    }

    /** Stream to read. */
    public RedisSourceBuilder stream(String value) {
        return set("stream", value);
    }

    /** Streams to read, instead of one. */
    public RedisSourceBuilder streams(List<String> value) {
        return set("streams", value);
    }

    /** Consumer group; created if absent. */
    public RedisSourceBuilder consumerGroup(String value) {
        return set("consumer-group", value);
    }

    /** Name of this member within the group. */
    public RedisSourceBuilder consumer(String value) {
        return set("consumer", value);
    }

    /** Where a new group begins: {@code $}, {@code 0}, or the id of an entry. */
    public RedisSourceBuilder startId(String value) {
        return set("start-id", value);
    }

    /** Whether to stop at the end that the streams have at the start. */
    public RedisSourceBuilder bounded(boolean value) {
        return set("bounded", value);
    }

    /** Most entries of one read. */
    public RedisSourceBuilder count(int value) {
        return set("count", value);
    }

    /** Longest time that one read waits at the server. */
    public RedisSourceBuilder block(Duration value) {
        return set("block", value);
    }

    /** Time after which entries that another member took and did not acknowledge are claimed. */
    public RedisSourceBuilder claimIdle(Duration value) {
        return set("claim-idle", value);
    }

    /** Field that holds the message. */
    public RedisSourceBuilder payloadField(String value) {
        return set("payload-field", value);
    }

    /** What an entry's fields are. */
    public RedisSourceBuilder format(EntryFormat value) {
        return set("format", value);
    }

    /** Longest wait for the server at the start and at the end, and for one answer between. */
    public RedisSourceBuilder connectTimeout(Duration value) {
        return set("connect-timeout", value);
    }

    /**
     * The source, not yet open.
     *
     * @throws io.cleandata.settings.InvalidSettingsException with all that is wrong
     */
    public RedisSource build() {
        return new RedisSource(OptionsBinder.bind(RedisSourceSettings.class, values));
    }

    private RedisSourceBuilder set(String option, Object value) {
        values.put(option, value);
        return this;
    }
}
