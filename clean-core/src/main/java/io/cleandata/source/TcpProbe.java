package io.cleandata.source;

import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out within seconds whether anything listens at an address: clients try again and again before they tell. */
public final class TcpProbe {

    private static final Pattern ADDRESS = Pattern.compile("(?:.*://)?(?:\\[([^\\]]+)]|([^:/\\[\\]]+)):(\\d{1,5})/?");
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private TcpProbe() {}

    /**
     * Returns when one of the addresses takes a connection, or when one is no {@code host:port}, with or without a scheme before it, which the client may understand.
     *
     * @param option the option that holds the addresses, such as {@code source.bootstrap-servers}
     * @param limit longest wait for each; at most three seconds are waited
     * @throws CleanException of kind EXTERNAL, which says for each address why it takes none, and what helps
     */
    public static void anyOf(String system, List<String> addresses, String option, Duration limit) {
        List<String> reasons = new ArrayList<>();
        for (String address : addresses) {
            Matcher parts = ADDRESS.matcher(address.strip());
            if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
                return;
            }
            String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
            String reason = reason(host, Integer.parseInt(parts.group(3)), limit);
            if (reason.isEmpty()) {
                return;
            }
            reasons.add(host + ":" + parts.group(3) + " " + reason);
        }
        if (!reasons.isEmpty()) {
            throw new CleanException(
                    CleanException.Kind.EXTERNAL,
                    system + " cannot be reached: " + String.join("; ", reasons) + ". Start it, or correct " + option);
        }
    }

    /** Why there is no connection; empty when there is one. */
    private static String reason(String host, int port, Duration limit) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            return "is no known host";
        }
        Duration wait = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) Math.max(1, wait.toMillis()));
            return "";
        } catch (ConnectException e) {
            return "refuses connections: nothing listens there";
        } catch (SocketTimeoutException e) {
            return "does not answer within " + wait.toMillis() + " ms: a firewall, or a host that is down?";
        } catch (IOException e) {
            return "cannot be connected to: " + e.getMessage();
        }
    }
}
