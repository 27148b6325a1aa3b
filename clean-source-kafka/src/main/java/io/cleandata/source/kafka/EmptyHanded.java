package io.cleandata.source.kafka;

import io.cleandata.spi.Ticker;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a bounded read is over for a member that owns no partition. It owns none for good when others read all, and for a while when those who
 * have to give some up are yet to do so: a cooperative rebalance takes a second round for that, and a member that died keeps what it had until
 * the brokers miss it. So it ends when the group has finished all that there is to read, and otherwise when it was given nothing for a minute.
 */
final class EmptyHanded {

    private static final Logger LOG = LoggerFactory.getLogger(EmptyHanded.class);
    private static final long ASK_NANOS = 1_000_000_000L;
    /** Longer than the 45 seconds after which brokers give up a member that they do not hear. */
    private static final long LIMIT_NANOS = 60_000_000_000L;
    /** Polls come sooner by far: what is longer is a process that stood still. */
    private static final long MOST_OF_A_WAIT = 1_000_000_000L;

    private final Ticker ticker;
    private final BooleanSupplier groupIsDone;
    private boolean waits;
    private long last;
    private long waited;
    private long nextAsk;

    EmptyHanded(Ticker ticker, BooleanSupplier groupIsDone) {
        this.ticker = ticker;
        this.groupIsDone = groupIsDone;
    }

    /** It owns something. */
    void notNow() {
        waits = false;
    }

    /** Asked again and again while it owns nothing. */
    boolean over() {
        long now = ticker.read();
        if (!waits) {
            waits = true;
            waited = 0;
            nextAsk = now;
        } else {
            waited += Math.min(now - last, MOST_OF_A_WAIT);
        }
        last = now;
        if (now - nextAsk >= 0) {
            nextAsk = now + ASK_NANOS;
            if (groupIsDone.getAsBoolean()) {
                return true;
            }
        }
        if (waited < LIMIT_NANOS) {
            return false;
        }
        LOG.warn("the group gave this member no partition: what is left to read is left to its other members");
        return true;
    }
}
