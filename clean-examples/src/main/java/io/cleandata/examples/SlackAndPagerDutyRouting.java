package io.cleandata.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cleandata.alerts.PagerDutyAlertHandler;
import io.cleandata.alerts.SlackAlertHandler;
import io.cleandata.engine.RealtimePipeline;
import io.cleandata.model.Severity;
import io.cleandata.settings.AlertRouting;
import io.cleandata.source.memory.MemorySource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Slack for warnings, PagerDuty for what is critical: some payments come twice, then a retry storm repeats one of them.
 *
 * <p>With {@code SLACK_WEBHOOK} and {@code PAGERDUTY_KEY} in the environment it tells Slack and PagerDuty; without, a receiver of its own that prints what it gets.
 */
public final class SlackAndPagerDutyRouting {

    private SlackAndPagerDutyRouting() {}

    public static void main(String[] args) throws Exception {
        String webhook = System.getenv("SLACK_WEBHOOK");
        String key = System.getenv("PAGERDUTY_KEY");
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        receiver.createContext("/", SlackAndPagerDutyRouting::print);
        receiver.start();
        String here = "http://127.0.0.1:" + receiver.getAddress().getPort();

        SlackAlertHandler slack = SlackAlertHandler.builder()
                .webhookUrl(webhook == null ? here + "/slack" : webhook)
                .build();
        PagerDutyAlertHandler.Builder pagerDuty =
                PagerDutyAlertHandler.builder().routingKey(key == null ? "0123456789abcdef0123456789abcdef" : key);
        if (key == null) {
            pagerDuty.url(here + "/pagerduty");
        }

        RealtimePipeline pipeline = RealtimePipeline.builder()
                .source(payments())
                .setting("window", Map.of("size", 500))
                .setting("detectors", List.of("duplicates"))
                .setting(
                        "quality",
                        Map.of(
                                "evidence",
                                "immediate",
                                "metrics",
                                Map.of("duplicates", Map.of("threshold", 0.05, "critical", 0.5))))
                .build();
        pipeline.addAsyncAlertHandler("slack", AlertRouting.between(Severity.WARNING, Severity.WARNING), slack);
        pipeline.addAsyncAlertHandler(
                "pagerduty", AlertRouting.between(Severity.CRITICAL, Severity.CRITICAL), pagerDuty.build());
        pipeline.start();
        pipeline.awaitClosed();
        System.out.println("Delivered: " + pipeline.metrics().alertsSent());
        receiver.stop(0);
    }

    private static MemorySource payments() throws InterruptedException {
        MemorySource source = new MemorySource(10_000, true);
        int sent = 0;
        for (String payment : Payments.lines(3_000)) {
            source.send(payment);
            if (sent++ > 2_000 && sent % 5 == 0) {
                source.send(payment);
            }
        }
        String repeated = Payments.lines(1).get(0);
        for (int i = 0; i < 1_500; i++) {
            source.send(repeated);
        }
        source.end();
        return source;
    }

    private static void print(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            System.out.println(exchange.getRequestURI() + " got " + body);
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
