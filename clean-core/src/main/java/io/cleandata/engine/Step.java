package io.cleandata.engine;

import io.cleandata.model.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the assembly thread hands to the finisher, in the order in which it happened. */
sealed interface Step permits Step.Placed, WindowTask, Step.Released, Step.Revoked, Step.End {

    /** Messages in delivery order, each with the number of panes that took it: none for bad and late ones. */
    final class Placed implements Step {
        private Message[] messages = new Message[64];
        private byte[] holds = new byte[64];
        private byte[] marks = new byte[64];
        private int size;
        private int free;
        private @Nullable List<BadMessage> bad;

        /**
         * Adds a message in its turn.
         *
         * @param mark what it was counted as, see {@link Counters}
         */
        void add(Message message, int panes, byte mark) {
            if (size == messages.length) {
                messages = Arrays.copyOf(messages, size * 2);
                holds = Arrays.copyOf(holds, size * 2);
                marks = Arrays.copyOf(marks, size * 2);
            }
            if (panes > Byte.MAX_VALUE) {
                throw new IllegalStateException(
                        "a windowing put one sample into " + panes + " panes, at most 127 are possible");
            }
            messages[size] = message;
            marks[size] = mark;
            holds[size++] = (byte) panes;
            free += panes == 0 ? 1 : 0;
        }

        void bad(BadMessage message) {
            List<BadMessage> list = bad;
            if (list == null) {
                list = new java.util.ArrayList<>();
                bad = list;
            }
            list.add(message);
        }

        int size() {
            return size;
        }

        /** Messages that no window holds, so that they can be acknowledged without one. */
        int free() {
            return free;
        }

        Message message(int i) {
            return messages[i];
        }

        int holds(int i) {
            return holds[i];
        }

        byte mark(int i) {
            return marks[i];
        }

        List<BadMessage> bad() {
            return bad == null ? List.of() : bad;
        }
    }

    /** Samples that panes let go without a further window. */
    record Released(long[] sequences) implements Step {}

    /** Partitions were taken away; the answer is what may still be acknowledged. */
    record Revoked(Set<String> partitions, CompletableFuture<List<Message>> answer) implements Step {}

    /** Nothing follows. The schema's memory goes into the last checkpoint. */
    record End(byte @Nullable [] schema) implements Step {}
}
