package io.cleandata.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Messages damaged in every way that comes to mind. */
final class Damage {

    private static final String SOUND =
            "{\"features\": {\"x\": 1.5, \"y\": \"text\", \"z\": {\"a\": [1, 2, 3]}}, \"label\": \"cat\", \"timestamp\": 1700000000000}";

    private Damage() {}

    static byte[] of(Random random) {
        byte[] sound = SOUND.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(10)) {
            case 0 -> Arrays.copyOf(sound, random.nextInt(sound.length)); // truncated
            case 1 -> bytes(SOUND.replace("{\"x\"", "[{\"x\"")); // wrong type, not closed
            case 2 -> bytes("{\"features\": " + random.nextInt() + "}");
            case 3 -> bytes("[".repeat(100 + random.nextInt(200)) + "]".repeat(100));
            case 4 -> bytes("{\"features\": {\"x\": 1e" + "9".repeat(1 + random.nextInt(300)) + "}}");
            case 5 -> bytes("{\"features\": {\"x\": " + "9".repeat(1 + random.nextInt(2000)) + "}}");
            case 6 -> { // invalid UTF-8 somewhere
                byte[] bytes = sound.clone();
                bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
                yield bytes;
            }
            case 7 -> bytes("{\"features\": {\"x\": 1, \"x\": 2, \"x\": \"three\"}, \"features\": {\"x\": 4}}");
            case 8 -> { // noise
                byte[] bytes = new byte[random.nextInt(100)];
                random.nextBytes(bytes);
                yield bytes;
            }
            default -> sound;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
