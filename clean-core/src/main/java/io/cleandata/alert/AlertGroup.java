package io.cleandata.alert;

import io.cleandata.model.Alert;
import io.cleandata.model.AlertState;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/** Several alerts as one, for people who want one message. */
final class AlertGroup {

    private static final int MAX_TOLD = 20;

    private AlertGroup() {}

    /**
     * The gravest alert with the others' messages behind its own. Its identity is made of all of them, so that another set of alerts is another message to a receiver
     * that knows repeats by their key.
     */
    static Alert of(List<Alert> alerts) {
        if (alerts.size() == 1) {
            return alerts.get(0);
        }
        Alert lead = alerts.stream()
                .max(Comparator.comparing((Alert alert) -> alert.state() != AlertState.RECOVERED)
                        .thenComparing(Alert::severity)
                        .thenComparing(alert -> alert.metric().equals(QualityAlertPolicy.QUALITY_SCORE)))
                .orElseThrow();
        StringBuilder message = new StringBuilder(lead.message());
        CRC32C identity = new CRC32C();
        int told = 0;
        for (Alert alert : alerts) {
            identity.update(alert.idempotencyKey().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            if (alert != lead && told++ < MAX_TOLD) {
                message.append(told == 1 ? " Also: " : " ").append(alert.message());
            }
        }
        if (told > MAX_TOLD) {
            message.append(" And ").append(told - MAX_TOLD).append(" more.");
        }
        return lead.toBuilder()
                .incident(lead.incident() + "+" + Long.toHexString(identity.getValue()))
                .message(message.toString())
                .build();
    }
}
