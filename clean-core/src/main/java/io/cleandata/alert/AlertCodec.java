package io.cleandata.alert;

import io.cleandata.model.Alert;
import io.cleandata.model.Alert.Concentration;
import io.cleandata.model.Alert.Contribution;
import io.cleandata.model.Alert.Example;
import io.cleandata.model.AlertState;
import io.cleandata.model.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts as bytes, for the outbox. */
final class AlertCodec {

    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_LIST = 10_000;

    private AlertCodec() {}

    static void write(Alert alert, DataOutput out) throws IOException {
        text(out, alert.pipeline());
        text(out, alert.incident());
        out.writeByte(alert.state().ordinal());
        out.writeByte(alert.severity().ordinal());
        text(out, alert.metric());
        text(out, alert.key());
        out.writeDouble(alert.value());
        out.writeDouble(alert.low());
        out.writeDouble(alert.high());
        out.writeDouble(alert.threshold());
        text(out, alert.message());
        out.writeLong(alert.time().getEpochSecond());
        out.writeInt(alert.time().getNano());
        out.writeLong(alert.window());
        text(out, alert.firstPosition());
        text(out, alert.lastPosition());
        contributions(out, alert.detectors());
        contributions(out, alert.features());
        out.writeInt(alert.concentrations().size());
        for (Concentration c : alert.concentrations()) {
            text(out, c.field());
            text(out, c.value());
            out.writeDouble(c.share());
            out.writeDouble(c.lift());
            out.writeDouble(c.pValue());
        }
        out.writeInt(alert.examples().size());
        for (Example e : alert.examples()) {
            text(out, e.position());
            text(out, e.detector());
            text(out, e.reason());
            out.writeInt(e.features().size());
            for (Map.Entry<String, String> feature : e.features().entrySet()) {
                text(out, feature.getKey());
                text(out, feature.getValue());
            }
        }
    }

    static Alert read(DataInput in) throws IOException {
        Alert.Builder alert = Alert.builder()
                .pipeline(text(in))
                .incident(text(in))
                .state(AlertState.values()[index(in, AlertState.values().length)])
                .severity(Severity.values()[index(in, Severity.values().length)])
                .metric(text(in))
                .key(nullable(in))
                .value(in.readDouble())
                .interval(in.readDouble(), in.readDouble())
                .threshold(in.readDouble())
                .message(text(in))
                .time(Instant.ofEpochSecond(in.readLong(), in.readInt()))
                .window(in.readLong())
                .positions(text(in), text(in))
                .detectors(contributions(in))
                .features(contributions(in));
        List<Concentration> concentrations = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            concentrations.add(
                    new Concentration(text(in), text(in), in.readDouble(), in.readDouble(), in.readDouble()));
        }
        List<Example> examples = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            String position = text(in);
            String detector = text(in);
            String reason = text(in);
            Map<String, String> features = new LinkedHashMap<>();
            for (int f = count(in); f > 0; f--) {
                features.put(text(in), text(in));
            }
            examples.add(new Example(position, detector, reason, features));
        }
        return alert.concentrations(concentrations).examples(examples).build();
    }

    private static void contributions(DataOutput out, List<Contribution> parts) throws IOException {
        out.writeInt(parts.size());
        for (Contribution part : parts) {
            text(out, part.name());
            out.writeDouble(part.share());
        }
    }

    private static List<Contribution> contributions(DataInput in) throws IOException {
        List<Contribution> parts = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            parts.add(new Contribution(text(in), in.readDouble()));
        }
        return parts;
    }

    private static int index(DataInput in, int limit) throws IOException {
        int index = in.readByte();
        if (index < 0 || index >= limit) {
            throw new IOException("no constant " + index);
        }
        return index;
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_LIST) {
            throw new IOException("a list of " + count);
        }
        return count;
    }

    static void text(DataOutput out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInput in) throws IOException {
        String text = nullable(in);
        if (text == null) {
            throw new IOException("a text is missing");
        }
        return text;
    }

    private static @Nullable String nullable(DataInput in) throws IOException {
        int length = in.readInt();
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > MAX_TEXT) {
            throw new IOException("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
