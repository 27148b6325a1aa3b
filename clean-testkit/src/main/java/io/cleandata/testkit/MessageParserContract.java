package io.cleandata.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.cleandata.model.BadMessageException;
import io.cleandata.model.Message;
import io.cleandata.model.Sample;
import io.cleandata.spi.MessageParser;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every parser must do with what strangers send. Extend it, make yours, and give a sound message. */
public abstract class MessageParserContract {

    /** The parser under test. */
    protected abstract MessageParser parser();

    /** A message that it understands. */
    protected abstract Message sound();

    /** The sample that {@link #sound()} holds. */
    protected abstract Sample expected();

    @Test
    void readsASoundMessage() throws BadMessageException {
        assertThat(read(parser(), sound())).isEqualTo(expected().toString());
    }

    @Test
    void damagedMessagesAreBadAndNothingElse() {
        MessageParser parser = parser();
        Random random = new Random(5);
        byte[] sound = sound().value();
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = i % 3 == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length + 1)) : sound.clone();
            for (int k = 0; k < i % 5 && damaged.length > 0; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            refuseOrRead(parser, message(damaged));
        }
    }

    @Test
    void emptyMessagesAndTombstonesDoNoHarm() {
        MessageParser parser = parser();
        refuseOrRead(parser, message(new byte[0]));
        refuseOrRead(parser, message(null));
    }

    @Test
    void aBadMessageLeavesNoTraceInTheNext() throws BadMessageException {
        MessageParser parser = parser();
        byte[] sound = sound().value();
        refuseOrRead(parser, message(Arrays.copyOf(sound, sound.length / 2)));

        assertThat(read(parser, sound())).isEqualTo(expected().toString());
        assertThat(read(parser, sound())).isEqualTo(expected().toString());
    }

    @Test
    void theMessagesBytesStayAsTheyAre() throws BadMessageException {
        Message message = sound();
        byte[] before = message.value();
        read(parser(), message);

        assertThat(message.value()).isEqualTo(before);
    }

    private Message message(byte @Nullable [] value) {
        return Message.builder("test").headers(sound().headers()).value(value).build();
    }

    private static String read(MessageParser parser, Message message) throws BadMessageException {
        RecordingSampleWriter out = new RecordingSampleWriter();
        parser.parse(message, out);
        return out.sample().toString();
    }

    private static void refuseOrRead(MessageParser parser, Message message) {
        try {
            parser.parse(message, new RecordingSampleWriter());
        } catch (BadMessageException e) {
            assertThat(e.reason()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        } catch (RuntimeException | StackOverflowError e) {
            fail("a damaged message must be a BadMessageException: " + message.text(), e);
        }
    }
}
