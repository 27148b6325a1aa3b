package io.cleandata.parse;

import io.cleandata.model.BadMessageException;
import io.cleandata.model.Message;
import io.cleandata.spi.MessageParser;
import io.cleandata.spi.SampleWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads samples from single CSV records (RFC 4180). The names of the columns come in the messages' header {@link #HEADER}.
 *
 * <p>A header in which no comma but a semicolon, tab or bar stands says that this stands between all fields.
 *
 * <p>Where columns have the same name, the second is called {@code name.2}, the third {@code name.3}, so that none is lost.
 *
 * <p>Fields that read as numbers, {@code true} and {@code false} are such; empty fields are missing, and so are {@code NA}, as R writes it, and {@code NaN} without
 * quotes in a column that has not shown more texts than numbers; the rest is text.
 *
 * <p>Reasons of bad messages: {@code tombstone}, {@code empty}, {@code too-large}, {@code not-utf8}, {@code wrong-column-count}, {@code bad-quotes}, {@code bad-timestamp},
 * {@code no-header}, {@code no-such-column}.
 */
public final class CsvMessageParser implements MessageParser {

    /** The message header that holds the file's first line. */
    public static final String HEADER = "csv-header";

    private static final char[] OTHER_DELIMITERS = {';', '\t', '|'};
    private static final int MOST = 1000;
    private static final byte FEATURE = 0;
    private static final byte LABEL = 1;
    private static final byte TIMESTAMP = 2;
    private static final byte METADATA = 3;
    private static final byte IGNORED = 4;

    private final CsvParserSettings settings;
    private final TimestampReader timestamps;
    private final CharSlice slice = new CharSlice();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private char[] chars = new char[1024];
    private CharBuffer decoded = CharBuffer.wrap(chars);
    private int charCount;
    private char delimiter;
    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private @Nullable Map<String, String> headers;
    private String[] names = new String[0];
    private byte[] roles = new byte[0];
    /** Columns in which digits are a key, for one of them began with a zero: a zip code, an account. */
    private boolean[] keys = new boolean[0];
    /** By column, how many more numbers than texts have stood there: where texts do, NA may be one. */
    private int[] numbers = new int[0];

    public CsvMessageParser(CsvParserSettings settings) {
        this.settings = settings;
        this.delimiter = settings.delimiter().charAt(0);
        this.timestamps = new TimestampReader(settings.timestampUnit(), settings.zone());
    }

    @Override
    public void parse(Message message, SampleWriter out) throws BadMessageException {
        if (message.tombstone()) {
            throw new BadMessageException("tombstone", "the message has no value");
        }
        if (message.length() > settings.maxBytes()) {
            throw new BadMessageException(
                    "too-large", "the record has more than " + settings.maxBytes() + " bytes (parser.max-bytes)");
        }
        if (message.headers() != headers) {
            columns(message.headers());
        }
        decode(message);
        int fields = split();
        if (fields == 1 && lengths[0] == 0) {
            throw new BadMessageException("empty", "the record is empty");
        }
        if (fields != names.length) {
            throw new BadMessageException(
                    "wrong-column-count", "the record has " + fields + " fields, the header " + names.length);
        }
        for (int i = 0; i < fields; i++) {
            write(i, out);
        }
    }

    private void columns(Map<String, String> given) throws BadMessageException {
        String line = given.get(HEADER);
        if (line == null) {
            throw new BadMessageException("no-header", "the message does not say the names of its columns");
        }
        if (line.indexOf('\uFFFD') >= 0 || line.indexOf('\0') >= 0) {
            throw new BadMessageException("not-utf8", "the names of the columns are not UTF-8");
        }
        List<String> found = distinct(fieldsOfHeader(line));
        check("label", settings.label(), found);
        check("timestamp", settings.timestamp(), found);
        String[] before = names;
        names = found.toArray(new String[0]);
        if (!Arrays.equals(before, names)) {
            keys = new boolean[names.length];
            numbers = new int[names.length];
        }
        roles = new byte[names.length];
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(settings.label())) {
                roles[i] = LABEL;
            } else if (names[i].equals(settings.timestamp())) {
                roles[i] = TIMESTAMP;
            } else if (settings.metadata().contains(names[i])) {
                roles[i] = METADATA;
            } else if (settings.ignore().contains(names[i])) {
                roles[i] = IGNORED;
            }
        }
        headers = given;
    }

    private static void check(String option, @Nullable String column, List<String> found) throws BadMessageException {
        if (column != null && !found.contains(column)) {
            throw new BadMessageException(
                    "no-such-column",
                    "no column is called " + column + " (parser." + option + "), the columns are "
                            + String.join(", ", found));
        }
    }

    /** The names, of which a second one alike gets {@code .2} behind it, or the next number that none has. */
    private static List<String> distinct(List<String> found) {
        Set<String> taken = new HashSet<>(found);
        Set<String> seen = new HashSet<>();
        List<String> distinct = new ArrayList<>(found.size());
        for (String name : found) {
            String given = name;
            for (int n = 2; !seen.add(given); n++) {
                String numbered = name + "." + n;
                given = taken.contains(numbered) ? given : numbered;
            }
            distinct.add(given);
        }
        return distinct;
    }

    private List<String> fieldsOfHeader(String line) throws BadMessageException {
        delimiter = settings.delimiter().charAt(0);
        List<String> found = fields(line);
        for (int i = 0; found.size() == 1 && delimiter == ',' && i < OTHER_DELIMITERS.length; i++) {
            delimiter = OTHER_DELIMITERS[i];
            List<String> others = fields(line);
            if (others.size() > 1) {
                return others;
            }
            delimiter = ',';
        }
        return found;
    }

    /** The fields of one line, with surrounding blanks removed: the names of columns. */
    private List<String> fields(String line) throws BadMessageException {
        String text = !line.isEmpty() && line.charAt(0) == '\uFEFF' ? line.substring(1) : line;
        chars = text.length() > chars.length ? new char[text.length()] : chars;
        decoded = CharBuffer.wrap(chars);
        text.getChars(0, text.length(), chars, 0);
        charCount = text.length();
        int count = split();
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(new String(chars, starts[i], lengths[i]).strip());
        }
        return fields;
    }

    private void decode(Message message) throws BadMessageException {
        if (chars.length < message.length()) {
            chars = new char[message.length() * 2];
            decoded = CharBuffer.wrap(chars);
        }
        byte[] bytes = message.buffer();
        int from = message.offset();
        int length = message.length();
        int i = 0;
        for (; i < length && bytes[from + i] >= 0; i++) {
            chars[i] = (char) bytes[from + i];
        }
        if (i == length) {
            charCount = length;
            return;
        }
        decoded.clear();
        decoder.reset();
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, from, length), decoded, true);
        if (result.isError()) {
            throw new BadMessageException("not-utf8", "the record is not UTF-8");
        }
        charCount = decoded.position();
    }

    /** Finds the fields of the decoded record, undoing quotes in place; returns their number. */
    private int split() throws BadMessageException {
        int fields = 0;
        int at = 0;
        while (true) {
            if (fields == starts.length) {
                starts = Arrays.copyOf(starts, fields * 2);
                lengths = Arrays.copyOf(lengths, fields * 2);
            }
            if (at < charCount && chars[at] == '"') {
                int write = ++at;
                starts[fields] = write;
                while (true) {
                    if (at >= charCount) {
                        throw new BadMessageException("bad-quotes", "a quoted field does not end");
                    }
                    char c = chars[at++];
                    if (c == '"') {
                        if (at < charCount && chars[at] == '"') {
                            at++;
                        } else {
                            break;
                        }
                    }
                    chars[write++] = c;
                }
                lengths[fields] = write - starts[fields];
                if (at < charCount && chars[at] != delimiter) {
                    throw new BadMessageException("bad-quotes", "something follows a closing quote");
                }
            } else {
                starts[fields] = at;
                while (at < charCount && chars[at] != delimiter) {
                    at++;
                }
                lengths[fields] = at - starts[fields];
            }
            fields++;
            if (at >= charCount) {
                return fields;
            }
            at++;
        }
    }

    private void write(int field, SampleWriter out) throws BadMessageException {
        int offset = starts[field];
        int length = lengths[field];
        String name = names[field];
        switch (roles[field]) {
            case LABEL -> {
                if (length > 0) {
                    out.label(chars, offset, length);
                }
            }
            case TIMESTAMP -> {
                if (length > 0) {
                    out.timestamp(
                            DecimalReader.isNumber(chars, offset, length)
                                    ? timestamps.read(DecimalReader.read(chars, offset, length))
                                    : timestamps.read(slice.of(chars, offset, length)));
                }
            }
            case METADATA -> {
                if (length > 0) {
                    out.metadata(name, chars, offset, length);
                }
            }
            case FEATURE -> feature(field, name, offset, length, out);
            default -> {}
        }
    }

    private void feature(int field, String name, int offset, int length, SampleWriter out) {
        if (length == 0) {
            out.nothing(name);
        } else if (keys[field] || DecimalReader.isKey(chars, offset, length)) {
            keys[field] = true;
            out.text(name, chars, offset, length);
        } else if (DecimalReader.isNumber(chars, offset, length)) {
            numbers[field] += numbers[field] < MOST ? 1 : 0;
            if (DecimalReader.isWhole(chars, offset, length)) {
                if (length <= 18) {
                    out.integer(name, DecimalReader.whole(chars, offset, length));
                } else {
                    out.text(name, chars, offset, length);
                }
            } else {
                fraction(name, offset, length, out);
            }
        } else if (is("true", offset, length)) {
            out.bool(name, true);
        } else if (is("false", offset, length)) {
            out.bool(name, false);
        } else if (numbers[field] >= 0 && nothing(offset, length)) {
            out.nothing(name);
        } else {
            numbers[field] -= numbers[field] > -MOST ? 1 : 0;
            out.text(name, chars, offset, length);
        }
    }

    /** What is beyond all numbers, as 12e4567 among hexadecimal ids, is a text. */
    private void fraction(String name, int offset, int length, SampleWriter out) {
        double value = DecimalReader.read(chars, offset, length);
        if (Double.isFinite(value)) {
            out.number(name, value);
        } else {
            out.text(name, chars, offset, length);
        }
    }

    private boolean nothing(int offset, int length) {
        boolean quoted = offset > 0 && chars[offset - 1] == '"';
        return !quoted
                && chars[offset] == 'N'
                && (length == 2 && chars[offset + 1] == 'A'
                        || length == 3 && chars[offset + 1] == 'a' && chars[offset + 2] == 'N');
    }

    private boolean is(String word, int offset, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((chars[offset + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
