package io.cleandata.settings;

import io.cleandata.file.FileProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts environment variables and secret files into values: {@code ${NAME}}, {@code ${NAME:default}} and
 * {@code ${file:/run/secrets/x}}; {@code $${} stands for a plain {@code ${}. What was put in is not looked at again.
 */
class Substitution {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final int MAX_FILE = 64 * 1024;

    /** Leaves texts as they are: for defaults and for settings made in Java. */
    static final Substitution NONE = new Substitution(name -> null) {
        @Override
        Node.Scalar apply(Place place, String path, String text, Problems problems) {
            return new Node.Scalar(place, text, null, false);
        }
    };

    private final UnaryOperator<@Nullable String> environment;

    /** @param environment the value of a variable, null when it is not set */
    Substitution(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /** The value with everything put in; what cannot be resolved is a problem and stays as written. */
    Node.Scalar apply(Place place, String path, String text, Problems problems) {
        int at = text.indexOf("${");
        if (at < 0) {
            return new Node.Scalar(place, text, null, false);
        }
        StringBuilder result = new StringBuilder();
        boolean hidden = false;
        int from = 0;
        while (at >= 0) {
            if (at > from && text.charAt(at - 1) == '$') {
                result.append(text, from, at - 1).append("${");
                from = at + 2;
            } else {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    problems.add(
                            place, path + ": \"${\" is never closed. Write \"$${\" for the characters themselves.");
                    break;
                }
                result.append(text, from, at);
                String expression = text.substring(at + 2, end);
                hidden |= expression.startsWith("file:");
                result.append(resolve(place, path, expression, problems));
                from = end + 1;
            }
            at = text.indexOf("${", from);
        }
        result.append(text, from, text.length());
        return new Node.Scalar(place, result.toString(), null, hidden);
    }

    private String resolve(Place place, String path, String expression, Problems problems) {
        if (expression.startsWith("file:")) {
            return fileContent(place, path, expression.substring("file:".length()), problems);
        }
        int colon = expression.indexOf(':');
        String name = colon < 0 ? expression : expression.substring(0, colon);
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    place,
                    path + ": \"${" + expression + "}\" names no environment variable. Write ${NAME}, "
                            + "${NAME:default} or ${file:/path}; \"$${\" stands for the characters themselves.");
            return "";
        }
        String value = environment.apply(name);
        if (value != null) {
            return value;
        }
        if (colon >= 0) {
            return expression.substring(colon + 1);
        }
        problems.add(
                place,
                path + ": the environment variable " + name + " is not set. Set it, or write ${" + name + ":default}.");
        return "";
    }

    private static String fileContent(Place place, String path, String name, Problems problems) {
        try {
            Path file = Path.of(name);
            if (Files.size(file) > MAX_FILE) {
                problems.add(place, path + ": " + name + " is larger than 64 KiB, too large for a value.");
                return "";
            }
            return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            problems.add(place, path + ": " + name + " cannot be read: " + FileProblem.words(Path.of(name), e) + ".");
            return "";
        } catch (InvalidPathException e) {
            problems.add(place, path + ": " + name + " is no path of a file.");
            return "";
        }
    }
}
