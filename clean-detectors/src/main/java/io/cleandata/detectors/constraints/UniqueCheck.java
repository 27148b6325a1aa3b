package io.cleandata.detectors.constraints;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No two samples have the same value, among the last so many. */
final class UniqueCheck implements RowCheck {

    private final String field;
    private final int memory;
    private final LinkedHashSet<String> seen = new LinkedHashSet<>();
    private final Set<String> unlearnt = new HashSet<>();

    UniqueCheck(String field, int memory) {
        this.field = field;
        this.memory = memory;
    }

    void beginWindow() {
        unlearnt.clear();
    }

    @Override
    public @Nullable String violation(RowValues row) {
        String value = row.text(field);
        if (value == null) {
            return null;
        }
        if (row.window().redelivered(row.row())) {
            return unlearnt.add(value) ? "" : field + " " + Quotes.quote(value) + " is not unique";
        }
        return seen.contains(value) ? field + " " + Quotes.quote(value) + " is not unique" : "";
    }

    @Override
    public void learn(RowValues row) {
        String value = row.text(field);
        if (value != null && value.length() <= 10_000 && seen.add(value) && seen.size() > memory) {
            var oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    void save(DataOutputStream out) throws IOException {
        out.writeInt(seen.size());
        for (String value : seen) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    void restore(DataInputStream in) throws IOException {
        seen.clear();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            int length = in.readInt();
            if (length < 0 || length > 40_000) {
                throw new IOException("a value of " + length + " bytes");
            }
            seen.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
    }
}
