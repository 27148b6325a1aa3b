package io.cleandata.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProblemTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void makeAFile() throws IOException {
        file = Files.writeString(folder.resolve("file"), "");
    }

    @Test
    void namesTheFolderThatIsMissingOrElseTheFile() {
        assertThat(reading(folder.resolve("no/file")))
                .isEqualTo("the folder " + folder.resolve("no") + " does not exist; create it first");
        assertThat(reading(folder.resolve("none"))).isEqualTo("it does not exist");
        assertThat(reading(Path.of("no-such-folder", "file")))
                .isEqualTo("the folder " + Path.of("no-such-folder").toAbsolutePath()
                        + " does not exist; create it first");
    }

    @Test
    void tellsFoldersFromFiles() {
        assertThat(reading(folder)).contains("it is a folder");
        assertThat(reading(file.resolve("below"))).contains("is a file");
        assertThat(creating(file)).contains(file + " is in the way");
    }

    @Test
    void saysWhatHelpsAgainstWhatTheSystemRefuses() {
        assertThat(FileProblem.words(file, new IOException("No space left on device")))
                .contains("disk is full; make room");
        assertThat(FileProblem.words(folder, new FileSystemException(folder.toString(), null, "Read-only file system")))
                .contains("choose another place");
        assertThat(FileProblem.words(file, new AccessDeniedException(folder.toString())))
                .contains("no permission for " + folder);
        assertThat(FileProblem.words(file, new EOFException("Unexpected end of ZLIB input stream")))
                .contains("ends early");
    }

    @Test
    void neverNamesAJavaClass() {
        assertThat(FileProblem.words(file, new IOException())).doesNotContain("Exception");
        assertThat(FileProblem.words(file, new FileSystemException(file.toString())))
                .doesNotContain("Exception");
    }

    private static String reading(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            return FileProblem.words(path, e);
        }
    }

    private static String creating(Path path) {
        try {
            return Files.createDirectories(path).toString();
        } catch (IOException e) {
            return FileProblem.words(path, e);
        }
    }
}
