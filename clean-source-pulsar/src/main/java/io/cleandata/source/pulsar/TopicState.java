package io.cleandata.source.pulsar;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.MessageIdAdv;
import org.jspecify.annotations.Nullable;

/**
 * One topic (or partition of it): which messages were delivered and are not acknowledged, in delivery order. Their ids are the client's
 * own objects, since those of batches know how much of the batch is acknowledged. Confined to the polling thread.
 */
final class TopicState {

    final String name;
    final boolean ordered;
    private final ArrayDeque<MessageId> held = new ArrayDeque<>();
    /** Of an unordered subscription, what is held, to recognise what comes again. */
    private final Set<MessageId> heldSet = new HashSet<>();

    private final FinishedEntries finished = new FinishedEntries();

    private @Nullable MessageId newest;
    /** Of an ordered subscription, the last message that was not delivered because it has no value. */
    private @Nullable MessageId passed;
    /** How many messages and how many entries were seen: batches are entries of several messages. */
    private long messages;

    private long entries;
    private long lastEntry = -1;
    /** Last message of a bounded read; null when unbounded. */
    @Nullable
    MessageId end;
    /** Whether the engine has been told of it. */
    boolean announced;
    /** Whether another consumer has taken it over. */
    boolean standby;
    /** Whether messages were dropped since then. */
    boolean dropped;

    TopicState(String name, boolean ordered) {
        this.name = name;
        this.ordered = ordered;
    }

    /**
     * Takes note of a message that is to be delivered.
     *
     * @return false when it was delivered before and is not to be delivered again: after a reconnect brokers send all anew that is
     *     not acknowledged, and after a crash some of what is
     */
    boolean deliver(MessageId id) {
        if (knows(id)) {
            return false;
        }
        saw(id);
        held.add(id);
        if (!ordered) {
            heldSet.add(id);
        }
        return true;
    }

    /** Takes note of a message that is not to be delivered; false when it was seen before. */
    boolean pass(MessageId id) {
        if (knows(id)) {
            return false;
        }
        saw(id);
        if (ordered) {
            passed = id;
        } else {
            finished.add((MessageIdAdv) id);
        }
        return true;
    }

    private boolean knows(MessageId id) {
        return ordered
                ? newest != null && compare(id, newest) <= 0
                : heldSet.contains(id) || finished.contains((MessageIdAdv) id);
    }

    private void saw(MessageId id) {
        count((MessageIdAdv) id);
        if (newest == null || compare(id, newest) > 0) {
            newest = id;
        }
    }

    private void count(MessageIdAdv id) {
        messages++;
        if (id.getEntryId() != lastEntry) {
            lastEntry = id.getEntryId();
            entries++;
        }
    }

    /**
     * Messages behind the newest delivered one, up to the topic's last: exact within an entry or the one after it, else by the size that batches have had so far; of earlier ledgers, of which
     * the client does not know the length, only what is sure. Negative when unknown, because nothing was delivered yet.
     */
    long behind(MessageIdAdv last) {
        if (last.getEntryId() < 0) {
            return 0; // an empty topic
        }
        MessageIdAdv at = (MessageIdAdv) newest;
        if (at == null) {
            return -1;
        }
        if (compare(last, at) <= 0) {
            return 0;
        }
        int inLast = Math.max(0, last.getBatchIndex()) + 1;
        boolean sameLedger = last.getLedgerId() == at.getLedgerId();
        if (sameLedger && last.getEntryId() == at.getEntryId()) {
            return inLast - 1 - Math.max(0, at.getBatchIndex());
        }
        int restOfBatch = Math.max(0, at.getBatchSize() - 1 - at.getBatchIndex());
        long between = sameLedger ? last.getEntryId() - at.getEntryId() - 1 : last.getEntryId();
        return restOfBatch + Math.round((double) between * messages / Math.max(1, entries)) + inLast;
    }

    /** Whether the id is delivered and not acknowledged. */
    boolean holds(MessageId id) {
        return ordered ? !held.isEmpty() && compare(id, held.getFirst()) >= 0 : heldSet.contains(id);
    }

    boolean idle() {
        return held.isEmpty();
    }

    /** Takes note that a message is finished; returns its id when it was held. Of an ordered topic, what stands before it is finished, too. */
    @Nullable
    MessageId finished(long ledger, long entry, long index) {
        MessageId last = null;
        if (ordered) {
            while (!held.isEmpty() && compare(held.getFirst(), ledger, entry, index) <= 0) {
                last = held.removeFirst();
            }
            boolean behind = last != null && held.isEmpty() && passed != null && compare(passed, last) > 0;
            return behind ? passed : last;
        }
        for (Iterator<MessageId> each = held.iterator(); each.hasNext(); ) {
            MessageId id = each.next();
            if (compare(id, ledger, entry, index) == 0) {
                each.remove();
                heldSet.remove(id);
                finished.add((MessageIdAdv) id);
                return id;
            }
        }
        return null;
    }

    /** Forgets all: another consumer has the topic now, and if it comes back, all that is not acknowledged comes again. */
    void lose() {
        held.clear();
        heldSet.clear();
        newest = null;
        passed = null;
        standby = true;
        dropped = false;
    }

    boolean beyondEnd(MessageId id) {
        return end != null && compare(id, end) > 0;
    }

    boolean atEnd() {
        return end == null || newest != null && compare(newest, end) >= 0;
    }

    static long index(MessageIdAdv id) {
        return id.getBatchIndex() + 1L; // 0 for messages that came alone, so that positions are never negative
    }

    private static int compare(MessageId left, MessageId right) {
        MessageIdAdv id = (MessageIdAdv) right;
        return compare(left, id.getLedgerId(), id.getEntryId(), index(id));
    }

    private static int compare(MessageId left, long ledger, long entry, long index) {
        MessageIdAdv id = (MessageIdAdv) left;
        int order = Long.compare(id.getLedgerId(), ledger);
        if (order == 0) {
            order = Long.compare(id.getEntryId(), entry);
        }
        return order != 0 ? order : Long.compare(index(id), index);
    }
}
