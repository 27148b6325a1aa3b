package io.cleandata.cli.start;

import io.cleandata.spi.CleanException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers from the command line, else from somebody who is asked, else proposals. */
public final class Answers {

    private final Map<String, String> given;
    private final @Nullable BufferedReader asked;
    private final Consumer<String> prompt;

    /**
     * Where answers come from.
     *
     * @param given answers by name, which are not asked for
     * @param asked where answers are read from; null to ask nothing
     * @param prompt where questions go
     */
    public Answers(Map<String, String> given, @Nullable BufferedReader asked, Consumer<String> prompt) {
        this.given = given;
        this.asked = asked;
        this.prompt = prompt;
    }

    /** The answer to one question; an empty one means the proposal, the end of input that nobody wants to answer. */
    public String to(String name, String words, String proposal) throws IOException {
        String answer = given.get(name);
        if (answer == null && asked != null) {
            prompt.accept(words + (proposal.isEmpty() ? ": " : " [" + proposal + "]: "));
            answer = asked.readLine();
            if (answer == null) {
                throw missing(name);
            }
        }
        String known = answer == null || answer.isBlank() ? proposal : answer.strip();
        if (known.isEmpty()) {
            throw missing(name);
        }
        return known;
    }

    private static CleanException missing(String name) {
        return new CleanException(
                CleanException.Kind.SETTINGS, name + " must be given: --set " + name + "=..., or answer the question");
    }
}
