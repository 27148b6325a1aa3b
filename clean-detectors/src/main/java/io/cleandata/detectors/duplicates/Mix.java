package io.cleandata.detectors.duplicates;

/**
 * The folded multiply of wyhash and rapidhash: the exclusive or of both halves of a 128-bit product.
 *
 * <p>Not against an adversary: who can choose samples can make two of them collide.
 */
final class Mix {

    static final long K0 = 0x2d358dccaa6c78a5L;
    static final long K1 = 0x8bb84b93962eacc9L;
    static final long K2 = 0x4b33a62ed433d4a3L;
    static final long K3 = 0x4d5a2da51de1aa47L;

    private Mix() {}

    /** Exclusive or of the halves of {@code a * b}. */
    static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ (a * b);
    }

    /** One avalanche round. */
    static long avalanche(long x) {
        return fold(x ^ K0, x ^ K1);
    }

    /** 64 bits of a text under a seed. */
    static long text(CharSequence s, long seed) {
        int length = s.length();
        long h = seed ^ K2;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            long word = s.charAt(i)
                    | (long) s.charAt(i + 1) << 16
                    | (long) s.charAt(i + 2) << 32
                    | (long) s.charAt(i + 3) << 48;
            h = fold(h ^ word, K0 ^ seed) + K3;
        }
        long tail = 0;
        for (; i < length; i++) {
            tail = tail << 16 | s.charAt(i);
        }
        return fold(h ^ tail ^ K1, length ^ K3 ^ seed);
    }
}
