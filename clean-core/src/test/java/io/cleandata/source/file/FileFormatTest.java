package io.cleandata.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.tsv", "A.CSV", "a.csv.gz", "A.TSV.GZ"})
    void isCsvByName(String name) {
        assertThat(FileSourceSettings.of(name).csv()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "csv", "a.csv.json", "a.gz", "-"})
    void isJsonLinesOtherwise(String name) {
        assertThat(FileSourceSettings.of(name).csv()).isFalse();
    }

    @Test
    void unpacksGzipHoweverItsNameIsSpelled() throws IOException, InterruptedException {
        Path file = folder.resolve("DATA.JSONL.GZ");
        byte[] content = "{}\n".getBytes(StandardCharsets.UTF_8);
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }

        try (var feed = new StreamFeed(file, false)) {
            byte[] read = new byte[100];
            int count = feed.read(read, 0, read.length, TimeUnit.SECONDS.toNanos(1));
            assertThat(new String(read, 0, count, StandardCharsets.UTF_8)).isEqualTo("{}\n");
        }
    }
}
