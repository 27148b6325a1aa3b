package io.cleandata.source.pulsar;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pulsar.client.api.MessageIdAdv;

/**
 * What of an unordered topic is finished, a bit for each entry: a broker that crashed may have forgotten acknowledgements that it had confirmed, and sends anew.
 * Of the newest ledgers only. Confined to the polling thread.
 */
final class FinishedEntries {

    private static final int LEDGERS = 64;

    private final TreeMap<Long, Ledger> ledgers = new TreeMap<>();

    private static final class Ledger {
        /** Entries of which all is finished. */
        final BitSet whole = new BitSet();
        /** Of batches that are finished in part, which messages are. */
        final Map<Integer, BitSet> parts = new HashMap<>();
    }

    void add(MessageIdAdv id) {
        Ledger ledger = ledgers.computeIfAbsent(id.getLedgerId(), number -> new Ledger());
        int entry = (int) id.getEntryId();
        if (id.getBatchSize() <= 1) {
            ledger.whole.set(entry);
        } else {
            BitSet part = ledger.parts.computeIfAbsent(entry, number -> new BitSet());
            part.set(id.getBatchIndex());
            if (part.cardinality() == id.getBatchSize()) {
                ledger.parts.remove(entry);
                ledger.whole.set(entry);
            }
        }
        if (ledgers.size() > LEDGERS) {
            ledgers.pollFirstEntry();
        }
    }

    boolean contains(MessageIdAdv id) {
        Ledger ledger = ledgers.get(id.getLedgerId());
        if (ledger == null) {
            return false;
        }
        int entry = (int) id.getEntryId();
        if (ledger.whole.get(entry)) {
            return true;
        }
        BitSet part = ledger.parts.get(entry);
        return part != null && part.get(Math.max(0, id.getBatchIndex()));
    }
}
