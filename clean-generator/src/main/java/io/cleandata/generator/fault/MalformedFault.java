package io.cleandata.generator.fault;

import io.cleandata.generator.GeneratedSample;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Damages messages: cut off, not an object, invalid UTF-8, or no JSON at all. Line breaks are never added. */
final class MalformedFault extends SampleFault {
    MalformedFault(double share, long seed) {
        super("malformed messages", List.of(), share, seed);
    }

    @Override
    boolean change(GeneratedSample sample) {
        byte[] sound = sample.toBytes();
        sample.replacedBy(
                switch (random.nextInt(4)) {
                    case 0 -> Arrays.copyOf(sound, 1 + random.nextInt(sound.length - 1));
                    case 1 -> ("[" + new String(sound, StandardCharsets.UTF_8) + "]").getBytes(StandardCharsets.UTF_8);
                    case 2 -> invalidUtf8(sound);
                    default -> "<html><body>502 Bad Gateway</body></html>".getBytes(StandardCharsets.UTF_8);
                });
        return true;
    }

    private static byte[] invalidUtf8(byte[] sound) {
        byte[] damaged = sound.clone();
        damaged[2] = (byte) 0xff;
        return damaged;
    }
}
