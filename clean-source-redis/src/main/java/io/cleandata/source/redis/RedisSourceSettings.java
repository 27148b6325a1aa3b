package io.cleandata.source.redis;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of the Redis source. */
public record RedisSourceSettings(
        @Option(doc = "Host of the server; localhost when neither it nor url is given") @Nullable
        String host,

        @Option(doc = "Port of the server", value = "6379", min = 1, max = 65535)
        int port,

        @Option(
                doc =
                        "Address instead of host and port: redis://host:port/database, or rediss:// for TLS; may carry user"
                                + " and password",
                secret = true)
        @Nullable
        String url,

        @Option(doc = "User, where the server has an access list") @Nullable
        String user,

        @Option(doc = "Password", secret = true) @Nullable String password,

        @Option(doc = "Whether to use TLS; the server's certificate is verified", value = "false")
        boolean tls,

        @Option(doc = "Number of the database", value = "0", min = 0, max = 1000000)
        int database,

        @Option(doc = "Stream to read") @Nullable String stream,

        @Option(doc = "Streams to read, instead of one") List<String> streams,

        @Option(doc = "Consumer group; created if absent", required = true)
        String consumerGroup,

        @Option(
                doc = "Name of this member within the group: must differ among members that run at once, and stay the"
                        + " same over a restart",
                value = "clean")
        String consumer,

        @Option(
                doc = "Where a new group begins: $ for new entries only, 0 for all, or the id of an entry",
                value = "$",
                pattern = "\\$|[0-9]{1,19}(-[0-9]{1,19})?")
        String startId,

        @Option(doc = "Whether to stop at the end that the streams have at the start", value = "false")
        boolean bounded,

        @Option(doc = "Most entries of one read", value = "1000", min = 1, max = 100000)
        int count,

        @Option(doc = "Longest time that one read waits at the server", value = "1s", min = 0.001, max = 60)
        Duration block,

        @Option(
                doc =
                        "Time after which entries that another member took and did not acknowledge are claimed; this member"
                                + " renews those that it holds itself",
                value = "60s",
                min = 0.1)
        Duration claimIdle,

        @Option(doc = "Field that holds the message", value = "data")
        String payloadField,

        @Option(
                doc = "What an entry's fields are: payload, features (the fields are the features; label, timestamp and"
                        + " metadata.* keep their meaning), or auto",
                value = "auto")
        EntryFormat format,

        @Option(
                doc = "Longest wait for the server at the start and at the end, and for one answer between",
                value = "10s",
                min = 0.1)
        Duration connectTimeout) {

    /** Checks what spans options. */
    public RedisSourceSettings {
        List<String> faults = new ArrayList<>();
        if ((stream == null) == streams.isEmpty()) {
            faults.add("give either stream or streams");
        }
        if (url != null && host != null) {
            faults.add("give either url or host");
        }
        if (url != null && !validUrl(url)) {
            faults.add("url must be redis://host:port or rediss://host:port");
        }
        if (user != null && password == null) {
            faults.add("user is given without password");
        }
        if (!faults.isEmpty()) {
            throw new CleanException(CleanException.Kind.SETTINGS, "source (redis): " + String.join("; ", faults));
        }
    }

    private static boolean validUrl(String url) {
        try {
            URI uri = new URI(url);
            boolean scheme = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
            return scheme && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    List<String> allStreams() {
        return stream == null ? streams : List.of(stream);
    }
}
