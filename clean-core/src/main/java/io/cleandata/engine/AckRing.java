package io.cleandata.engine;

import io.cleandata.model.Message;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages delivered and not yet acknowledged, in delivery order, each with the number of panes that still hold it. What may be
 * acknowledged is the longest prefix that nothing holds. Confined to the finisher.
 */
final class AckRing {

    private static final byte LOST = -1;

    /**
     * What is forgotten of lost partitions.
     *
     * @param finished of each of them, the prefix that nothing holds
     * @param unfinished all others: those that something holds, and what lies behind them
     * @param marks of the unfinished, see {@link Step.Placed#mark}
     */
    record Lost(List<Message> finished, List<Message> unfinished, byte[] marks) {}

    private @Nullable Message[] messages = new Message[1024];
    private byte[] holds = new byte[1024];
    private byte[] marks = new byte[1024];
    private long head;
    private long tail;

    /** Appends the next message in delivery order. */
    void place(Message message, int panes, byte mark) {
        if (tail - head == messages.length) {
            grow();
        }
        int at = index(tail++);
        messages[at] = message;
        holds[at] = (byte) panes;
        marks[at] = mark;
    }

    private int index(long sequence) {
        return (int) (sequence & (messages.length - 1));
    }

    private void grow() {
        int mask = messages.length * 2 - 1;
        @Nullable Message[] largerMessages = Arrays.copyOf(messages, 0);
        largerMessages = Arrays.copyOf(largerMessages, mask + 1);
        byte[] largerHolds = new byte[mask + 1];
        byte[] largerMarks = new byte[mask + 1];
        for (long s = head; s < tail; s++) {
            int from = index(s);
            int to = (int) (s & mask);
            largerMessages[to] = messages[from];
            largerHolds[to] = holds[from];
            largerMarks[to] = marks[from];
        }
        messages = largerMessages;
        holds = largerHolds;
        marks = largerMarks;
    }

    /** One pane fewer holds each of these. */
    void release(long[] sequences) {
        for (long sequence : sequences) {
            if (sequence < head || sequence >= tail) {
                throw new IllegalStateException("message " + sequence + " is not between " + head + " and " + tail);
            }
            int at = index(sequence);
            if (holds[at] > 0) {
                holds[at]--;
            } else if (holds[at] == 0) {
                throw new IllegalStateException("message " + sequence + " was released more often than it was held");
            }
        }
    }

    /** Takes the prefix that nothing holds, without messages of lost partitions. */
    List<Message> takeFinished() {
        if (head == tail || holds[index(head)] > 0) {
            return List.of();
        }
        List<Message> finished = new ArrayList<>();
        while (head < tail) {
            int at = index(head);
            if (holds[at] > 0) {
                break;
            }
            Message message = messages[at];
            if (holds[at] == 0 && message != null) {
                finished.add(message);
            }
            messages[at] = null;
            head++;
        }
        return finished;
    }

    /** Forgets all messages of the partitions. */
    Lost lose(Set<String> partitions) {
        List<Message> finished = new ArrayList<>();
        List<Message> unfinished = new ArrayList<>();
        ByteArrayOutputStream unfinishedMarks = new ByteArrayOutputStream();
        Set<String> held = new HashSet<>();
        for (long s = head; s < tail; s++) {
            int at = index(s);
            Message message = messages[at];
            if (message == null || holds[at] == LOST || !partitions.contains(message.partition())) {
                continue;
            }
            if (holds[at] > 0) {
                held.add(message.partition());
            }
            if (held.contains(message.partition())) {
                unfinished.add(message);
                unfinishedMarks.write(marks[at]);
            } else {
                finished.add(message);
            }
            holds[at] = LOST;
        }
        return new Lost(finished, unfinished, unfinishedMarks.toByteArray());
    }

    /** Number of the first message that is not acknowledged. */
    long head() {
        return head;
    }

    /** Broker's time of the oldest message that is not acknowledged, or {@link Message#NO_TIMESTAMP}. */
    long oldest() {
        return timestamp(head);
    }

    /** Broker's time of the newest message, or {@link Message#NO_TIMESTAMP}; of none when all are acknowledged. */
    long newest() {
        return timestamp(tail - 1);
    }

    private long timestamp(long sequence) {
        Message message = sequence < head || sequence >= tail ? null : messages[index(sequence)];
        return message == null ? Message.NO_TIMESTAMP : message.timestamp();
    }

    /** Messages not acknowledged. */
    long size() {
        return tail - head;
    }
}
