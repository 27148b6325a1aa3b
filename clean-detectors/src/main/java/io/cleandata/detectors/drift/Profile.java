package io.cleandata.detectors.drift;

import io.cleandata.file.FileProblem;
import io.cleandata.spi.CleanException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The distributions of all features and of the label of some data, in memory that does not grow with the data.
 *
 * <p>Profiles of parts of data can be merged, saved to files and compared ({@link ProfileComparison}). Made by {@link ProfileBuilder}. Not to be
 * used by several threads at once.
 */
public final class Profile {

    private static final int MAGIC = 0x434C4E50;
    private static final int VERSION = 3;
    private static final int WITHOUT_DEPENDENCE = 2;
    private static final int WITHOUT_PRESENT = 1;
    private static final int MOST_PARTS = 1 << 20;

    private final Map<Part, Summary> parts = new LinkedHashMap<>();
    /** Rows with a value by feature; null when it was read from a file that did not say. */
    private @Nullable Map<String, Long> present = new TreeMap<>();

    private long rows;

    Profile() {}

    /** How many samples it has seen. */
    public long rows() {
        return rows;
    }

    /** Names of the features that it knows, {@code label} among them when it has seen labels. */
    public Set<String> features() {
        Set<String> names = new TreeSet<>();
        for (Part part : parts.keySet()) {
            names.add(part.feature());
        }
        return names;
    }

    Map<Part, Summary> parts() {
        return parts;
    }

    @Nullable
    Summary part(Part part) {
        return parts.get(part);
    }

    void put(Part part, Summary summary) {
        parts.put(part, summary);
    }

    /** Whether it knows how many values are missing: profiles that the first version saved do not. */
    public boolean knowsMissing() {
        return present != null;
    }

    /** Rows with a value by feature, in the order of names; empty when {@linkplain #knowsMissing() not known}. */
    Map<String, Long> present() {
        return present == null ? Map.of() : present;
    }

    void addPresent(String feature, long more) {
        if (present != null) {
            present.merge(feature, more, Long::sum);
        }
    }

    void addRows(long more) {
        rows += more;
    }

    /** Adds what another profile knows, which stays as it is. */
    public void merge(Profile other) {
        for (Map.Entry<Part, Summary> entry : other.parts.entrySet()) {
            Summary mine = parts.get(entry.getKey());
            if (mine == null) {
                parts.put(entry.getKey(), entry.getValue().copy());
            } else {
                mine.merge(entry.getValue());
            }
        }
        if (other.present == null) {
            present = null;
        }
        other.present().forEach(this::addPresent);
        rows += other.rows;
    }

    /** Writes it. */
    public void save(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MAGIC);
        data.writeInt(VERSION);
        data.writeLong(rows);
        data.writeInt(parts.size());
        for (Map.Entry<Part, Summary> entry : parts.entrySet()) {
            entry.getKey().save(data);
            entry.getValue().save(data);
        }
        data.writeBoolean(present != null);
        data.writeInt(present().size());
        for (Map.Entry<String, Long> entry : present().entrySet()) {
            Part.writeText(data, entry.getKey());
            data.writeLong(entry.getValue());
        }
        data.flush();
    }

    /** Writes it to a file. */
    public void save(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            save(out);
        }
    }

    /**
     * Reads what {@link #save(OutputStream)} wrote.
     *
     * @throws IOException when it is damaged or no profile
     */
    public static Profile read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        if (data.readInt() != MAGIC) {
            throw new IOException("it is no profile");
        }
        int version = data.readInt();
        if (version != VERSION && version != WITHOUT_DEPENDENCE && version != WITHOUT_PRESENT) {
            throw new IOException("its version " + version + " cannot be read, only up to " + VERSION);
        }
        Profile profile = new Profile();
        profile.rows = data.readLong();
        int count = data.readInt();
        if (count < 0 || count > MOST_PARTS) {
            throw new IOException("it says to have " + count + " parts");
        }
        for (int i = 0; i < count; i++) {
            Part part = Part.read(data);
            profile.parts.put(part, Summary.read(data));
        }
        if (version == WITHOUT_PRESENT || !data.readBoolean()) {
            profile.present = null;
        }
        for (int left = version == WITHOUT_PRESENT ? 0 : data.readInt(); left > 0; left--) {
            profile.addPresent(Part.readText(data), data.readLong());
        }
        return profile;
    }

    /**
     * Reads a file.
     *
     * @throws CleanException of kind {@code SETTINGS} when it cannot be read or is no profile
     */
    public static Profile read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in);
        } catch (IOException e) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "cannot read profile " + file + ": " + FileProblem.words(file, e)
                            + "; make one with 'clean profile " + (Files.exists(file) ? file : "FILE") + " -o "
                            + (Files.exists(file) ? file + ".profile" : file) + "'",
                    e);
        }
    }
}
