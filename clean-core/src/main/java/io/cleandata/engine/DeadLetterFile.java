package io.cleandata.engine;

import io.cleandata.file.FileProblem;
import io.cleandata.model.Message;
import io.cleandata.spi.CleanException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Bad messages as lines of JSON: where each stood, what was wrong, and its bytes, as text where they are UTF-8. */
final class DeadLetterFile implements AutoCloseable {

    private final JsonMapper json = JsonMapper.builder().build();
    private final Path path;
    private final OutputStream out;

    DeadLetterFile(Path path) {
        this.path = path;
        try {
            this.out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "dead-letter.file " + path + " cannot be written: " + FileProblem.words(path, e),
                    e);
        }
    }

    void append(List<BadMessage> messages) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (BadMessage bad : messages) {
            Message message = bad.message();
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("partition", message.partition());
            line.put("position", message.position().toString());
            line.put("reason", bad.reason());
            line.put("detail", bad.detail());
            value(message, line);
            lines.append(json.writeValueAsString(line)).append('\n');
        }
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void value(Message message, Map<String, Object> line) {
        byte[] bytes = message.value();
        try {
            line.put(
                    "value",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            line.put("base64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
