package io.cleandata.source.redis;

import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/** One connection to the server of the options. Confined to one thread, except {@link #cut()}. */
final class RedisLink implements AutoCloseable {

    private final Connection connection;
    private volatile boolean cut;

    private RedisLink(Connection connection) {
        this.connection = connection;
    }

    /** Connects and logs in; throws what Jedis throws. */
    static RedisLink connect(RedisSourceSettings settings) {
        HostAndPort address = address(settings);
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP2)
                .connectionTimeoutMillis((int) settings.connectTimeout().toMillis())
                .socketTimeoutMillis(
                        (int) settings.connectTimeout().plus(settings.block()).toMillis())
                .clientName("clean")
                .user(settings.user())
                .password(settings.password())
                .database(settings.database());
        boolean tls = settings.tls();
        if (settings.url() != null) {
            URI uri = URI.create(settings.url());
            tls |= JedisURIHelper.isRedisSSLScheme(uri);
            if (JedisURIHelper.getPassword(uri) != null) {
                config.user(JedisURIHelper.getUser(uri)).password(JedisURIHelper.getPassword(uri));
            }
            if (uri.getPath() != null && uri.getPath().length() > 1) {
                config.database(JedisURIHelper.getDBIndex(uri));
            }
        }
        if (tls) {
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return new RedisLink(new Connection(address, config.build()));
    }

    /** Connects for the first time, with clear words when that fails or the server is of a kind that does not fit. */
    static RedisLink first(RedisSourceSettings settings) {
        String at = address(settings).toString();
        RedisLink link;
        try {
            link = connect(settings);
        } catch (JedisDataException e) {
            throw refused(at, e);
        } catch (JedisException e) {
            SSLException tls = tls(e);
            if (tls != null) {
                throw new CleanException(
                        CleanException.Kind.SETTINGS,
                        "Redis at " + at + ": TLS fails: " + tls.getMessage()
                                + ". The server's certificate must name this host and be trusted by the JVM: give -Djavax.net.ssl.trustStore a"
                                + " store that holds it or its issuer",
                        e);
            }
            throw new CleanException(
                    CleanException.Kind.EXTERNAL,
                    "Redis at " + at + " (source." + (settings.url() != null ? "url" : "host and source.port")
                            + ") cannot be reached within "
                            + settings.connectTimeout().toMillis()
                            + " ms (source.connect-timeout): " + e.getMessage(),
                    e);
        }
        try {
            String mode = mode(link);
            if (!mode.equals("standalone")) {
                throw new CleanException(
                        CleanException.Kind.SETTINGS,
                        "Redis at " + at + " runs as " + mode + ", and Clean reads from single servers only: "
                                + (mode.equals("sentinel")
                                        ? "name the address of the server that the sentinels watch"
                                        : "keep the stream on a server outside the cluster"));
            }
            return link;
        } catch (JedisDataException e) {
            link.close();
            throw refused(at, e);
        } catch (CleanException e) {
            link.close();
            throw e;
        }
    }

    private static @Nullable SSLException tls(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException tls) {
                return tls;
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                SSLException tls = tls(suppressed);
                if (tls != null) {
                    return tls;
                }
            }
        }
        return null;
    }

    private static String mode(RedisLink link) {
        Object info = link.call(Protocol.Command.INFO, bytes("server"));
        String text = info instanceof byte[] b ? new String(b, StandardCharsets.UTF_8) : "";
        for (String line : text.split("\r?\n", -1)) {
            if (line.startsWith("redis_mode:")) {
                return line.substring("redis_mode:".length()).strip();
            }
        }
        return "standalone"; // a server that calls itself otherwise, or whose access list hides it
    }

    private static CleanException refused(String at, JedisDataException e) {
        String message = String.valueOf(e.getMessage());
        String upper = message.toUpperCase(Locale.ROOT);
        boolean access = upper.startsWith("NOAUTH")
                || upper.startsWith("WRONGPASS")
                || upper.startsWith("NOPERM")
                || upper.contains("INVALID PASSWORD")
                || upper.contains("AUTH");
        return new CleanException(
                access ? CleanException.Kind.SETTINGS : CleanException.Kind.EXTERNAL,
                "Redis at " + at + " refuses: " + message + (access ? " Check source.user and source.password." : ""),
                e);
    }

    static HostAndPort address(RedisSourceSettings settings) {
        if (settings.url() != null) {
            URI uri = URI.create(settings.url());
            return new HostAndPort(uri.getHost(), uri.getPort() < 0 ? Protocol.DEFAULT_PORT : uri.getPort());
        }
        return new HostAndPort(settings.host() == null ? "localhost" : settings.host(), settings.port());
    }

    /** Puts a command into the outgoing buffer. */
    void send(Protocol.Command command, byte[]... arguments) {
        if (cut) { // Jedis would connect again, and nobody would know that answers may be lost
            throw new JedisConnectionException("the connection was cut");
        }
        connection.sendCommand(command, arguments);
    }

    /** Sends what is buffered and reads the next answer; an error of the server is thrown. */
    Object receive() {
        return connection.getOne();
    }

    Object call(Protocol.Command command, byte[]... arguments) {
        send(command, arguments);
        return receive();
    }

    /** Ends whatever waits on this connection. Any thread. */
    void cut() {
        cut = true;
        try {
            connection.forceDisconnect();
        } catch (IOException | JedisConnectionException e) {
            // it is closed, one way or the other
        }
    }

    @Override
    public void close() {
        cut();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
