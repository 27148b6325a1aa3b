package io.cleandata.source.redis;

import io.cleandata.model.Message;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes messages of entries: a payload with headers, or features written as JSON. */
final class EntryReader {

    /** Ids before 1973 are somebody's own numbers, not times. */
    private static final long EARLIEST_TIME = 100_000_000_000L;

    private final byte[] payloadField;
    private final EntryFormat format;

    EntryReader(RedisSourceSettings settings) {
        this.payloadField = RedisLink.bytes(settings.payloadField());
        this.format = settings.format();
    }

    /** @param fields names and values in turn */
    Message message(String stream, long milliseconds, long sequence, List<?> fields, boolean redelivered) {
        Message.Builder message =
                Message.builder(stream).position(milliseconds, sequence, 0).redelivered(redelivered);
        if (milliseconds >= EARLIEST_TIME) {
            message.timestamp(milliseconds);
        }
        int payload = format == EntryFormat.FEATURES ? -1 : payload(fields);
        if (payload >= 0) {
            message.value(RedisReply.bytes(fields.get(payload + 1)));
            if (fields.size() > 2) {
                message.sharedHeaders(headers(fields, payload));
            }
        } else if (format == EntryFormat.PAYLOAD) {
            message.value(new byte[0]).sharedHeaders(headers(fields, -1)); // empty: a bad message with a reason
        } else {
            message.value(FeatureJson.of(fields));
        }
        return message.build();
    }

    private int payload(List<?> fields) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (fields.get(i) instanceof byte[] name && Arrays.equals(name, payloadField)) {
                return i;
            }
        }
        return -1;
    }

    private static Map<String, String> headers(List<?> fields, int without) {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (i != without) {
                headers.put(RedisReply.text(fields.get(i)), RedisReply.text(fields.get(i + 1)));
            }
        }
        return Map.copyOf(headers);
    }
}
