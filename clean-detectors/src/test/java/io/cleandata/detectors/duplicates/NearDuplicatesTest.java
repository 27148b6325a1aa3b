package io.cleandata.detectors.duplicates;

import static io.cleandata.detectors.duplicates.Table.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

    private static final String[] SYLLABLES = {
        "ba", "ren", "to", "lis", "mar", "ke", "dun", "fo", "gar", "ti", "so", "val", "ne", "rop", "hu", "wex", "jo",
        "lim", "pa", "cor"
    };

    private final DuplicatesDetector detector = new DuplicatesDetector(DuplicatesSettings.defaults());

    @Test
    void findsPeopleTypedTwiceAndNoOthers() {
        People people = new People(5, 400);
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 60; i++) {
            people.repeat(i * 5, random);
        }
        DetectorResult result = detector.analyze(people.window());

        List<Integer> flagged = result.issues().stream().map(Issue::row).toList();
        assertThat(flagged).hasSizeGreaterThanOrEqualTo(57).allMatch(row -> row >= 400);
        for (Issue issue : result.issues()) {
            assertThat(issue.match()).containsExactly((issue.row() - 400) * 5);
            assertThat(issue.features()).isEmpty();
            assertThat(issue.severity()).isBetween(0.4, 0.8);
        }
        assertThat(result.issues().get(0).reason())
                .startsWith("near copy of the sample at position 1 (similarity 0.")
                .contains("; differs in ");
        assertThat(result.statistics()).containsEntry("exact", 0.0);
    }

    @Test
    void staysSilentOnDistinctPeople() {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(detector.analyze(new People(seed, 300).window()).issues())
                    .isEmpty();
        }
    }

    @Test
    void doesNotDependOnTheOrderOfColumns() {
        People people = new People(5, 200);
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 40; i++) {
            people.repeat(i * 5, random);
        }
        DuplicatesDetector other = new DuplicatesDetector(DuplicatesSettings.defaults());
        assertThat(rows(other.analyze(people.reversed()))).isEqualTo(rows(detector.analyze(people.window())));
    }

    @Test
    void seesANearCopyOfARecentSampleOfAnEarlierWindow() {
        People first = new People(5, 200);
        detector.analyze(first.window());
        People second = new People(6, 200);
        second.names.set(7, first.names.get(190) + "x");
        second.streets.set(7, first.streets.get(190));
        second.cities.set(7, first.cities.get(190));
        second.births.set(7, first.births.get(190));
        DetectorResult result = detector.analyze(second.window());
        assertThat(result.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.row()).isEqualTo(7);
            assertThat(issue.match()).isEmpty();
            assertThat(issue.reason()).contains("earlier window, 10 distinct samples ago");
        });
    }

    @Test
    void namesASimilarSampleOfAnEarlierWindowAndWhatDiffers() {
        People first = new People(5, 200);
        detector.analyze(first.window());
        People second = new People(6, 200);
        second.names.set(7, first.names.get(190) + "x");
        second.streets.set(7, "  " + first.streets.get(190) + ".");
        second.cities.set(7, first.cities.get(190));
        second.births.set(7, first.births.get(190));
        assertThat(detector.analyze(second.window()).issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.reason())
                        .matches("near copy of the sample at position 191 of an earlier window, "
                                + "10 distinct samples ago \\(similarity [.0-9]+\\); differs in name \\('.+', now '.+x'\\), "
                                + "street \\('[^ ].+', now '  .+\\.'\\)"));
    }

    @Test
    void readsRecentSamplesThatWereSavedWithoutTheirPositions() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(7);
        out.writeInt(1);
        out.writeUTF("name");
        out.writeInt(1);
        out.writeBoolean(false);
        out.writeLong(6);
        out.writeBoolean(true);
        out.writeUTF("josone");
        out.writeDouble(Double.NaN);
        RecentRecords records = new RecentRecords(10, Duration.ZERO);
        records.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), false);
        assertThat(records.of(null, List.of("name"))).singleElement().satisfies(recent -> {
            assertThat(recent.text(0)).isEqualTo("josone");
            assertThat(recent.place()).isEqualTo(6);
            assertThat(recent.against(
                            Table.table().texts("name", "josine").window().features(), 0))
                    .isNull();
        });
    }

    @Test
    void doesNotTakeARedeliveredSampleForANearCopyOfItself() {
        People people = new People(5, 200);
        detector.analyze(people.window());
        int[] all = new int[200];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        assertThat(detector.analyze(people.table(false).redelivered(all).window())
                        .issues())
                .isEmpty();
    }

    @Test
    void findsASampleSentAgainUnderANewIdentifierOrWithNoise() {
        SplittableRandom random = new SplittableRandom(4);
        Object[][] cells = new Object[4][300];
        for (int row = 0; row < 300; row++) {
            cells[0][row] = 100_000 + random.nextInt(1_000_000_000);
            for (int c = 1; c < 4; c++) {
                cells[c][row] = random.nextDouble() * 100;
            }
        }
        for (int c = 1; c < 4; c++) {
            cells[c][120] = cells[c][20];
            cells[c][121] = cells[c][30];
        }
        cells[0][121] = cells[0][30];
        cells[2][121] = (Double) cells[2][30] * 1.001;
        DetectorResult result = detector.analyze(table().numbers("id", cells[0])
                .numbers("x", cells[1])
                .numbers("y", cells[2])
                .numbers("z", cells[3])
                .window());
        assertThat(rows(result)).containsExactly(120, 121);
        assertThat(result.issues().get(0).match()).containsExactly(20);
        assertThat(result.issues().get(0).reason()).contains("position 21: equal but for id ('");
        assertThat(result.issues().get(1).reason()).contains("position 31: equal but for y ('");
    }

    @Test
    void doesNotTakeTextsOfTheSameHourForCopies() {
        SplittableRandom random = new SplittableRandom(9);
        String[] words = "storm gale rain sun cloud mist frost snow hail wind fog thaw heat dew ice calm".split(" ");
        String[] notes = new String[300];
        double[] times = new double[300];
        for (int row = 0; row < 300; row++) {
            notes[row] = "report " + row * 7919 % 300;
            for (int w = 0; w < 6; w++) {
                notes[row] += " " + words[random.nextInt(words.length)];
            }
            times[row] = 1.7e12 + row / 2 * 3.6e6 + row % 2 * 1.2e6;
        }
        assertThat(detector.analyze(
                                table().texts("note", notes).times("at", times).window())
                        .issues())
                .isEmpty();
    }

    @Test
    void takesASlowSensorAsItIs() {
        Object[] counter = new Object[300];
        Object[] level = new Object[300];
        Object[] flow = new Object[300];
        for (int row = 0; row < 300; row++) {
            counter[row] = row;
            level[row] = 20 + row / 6 * 0.1;
            flow[row] = 7 + row / 6 * 0.03;
        }
        Window window = table().numbers("counter", counter)
                .numbers("level", level)
                .numbers("flow", flow)
                .window();
        assertThat(detector.analyze(window).issues()).isEmpty();
    }

    @Test
    void doesNotTakeARouteServedAgainForACopyWhenItsFieldsFollowFromEachOther() {
        SplittableRandom random = new SplittableRandom(8);
        Object[] id = new Object[1000];
        Object[] distance = new Object[1000];
        Object[] delay = new Object[1000];
        String[] from = new String[1000];
        String[] to = new String[1000];
        for (int row = 0; row < 1000; row++) {
            int route = (int) (400 * random.nextDouble() * random.nextDouble());
            id[row] = row;
            from[row] = "A" + route / 9;
            to[row] = "B" + route % 37;
            distance[row] = 100 + 7919 * route % 4001;
            delay[row] = random.nextInt(25);
        }
        Window window = table().numbers("id", id)
                .texts("from", from)
                .texts("to", to)
                .numbers("distance", distance)
                .numbers("delay", delay)
                .window();
        assertThat(detector.analyze(window).issues()).isEmpty();
    }

    @Test
    void findsNoNearDuplicatesWhenTurnedOff() {
        DuplicatesDetector off = new DuplicatesDetector(
                new DuplicatesSettings(1000, List.of(), List.of(), false, 0.3, 250, 0, Duration.ZERO));
        People people = new People(5, 200);
        people.repeat(3, new SplittableRandom(1));
        DetectorResult result = off.analyze(people.window());
        assertThat(result.issues()).isEmpty();
        assertThat(result.statistics()).doesNotContainKey("near");
    }

    @Test
    void survivesDegenerateWindows() {
        assertThat(detector.analyze(table().texts("a", "only one").window()).issues())
                .isEmpty();
        assertThat(rows(detector.analyze(
                        table().texts("a", "the same", "the same", "the same").window())))
                .contains(1, 2);
        assertThat(detector.analyze(table().texts("a", "", " ", null).window()).issues())
                .isEmpty();
        assertThat(detector.analyze(table().texts("a", "???", "!!", "...", "--").window())
                        .issues())
                .isEmpty();
        Table wide = table();
        for (int f = 0; f < 2000; f++) {
            String[] cells = new String[20];
            for (int row = 0; row < 20; row++) {
                cells[row] = "value " + (row * 7919 + f);
            }
            wide.texts("f" + f, cells);
        }
        assertThat(detector.analyze(wide.window()).scores()).hasSize(20);
    }

    @Test
    void continuesExactlyAfterARestore() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        People first = new People(5, 300);
        for (int i = 0; i < 40; i++) {
            first.repeat(i, random);
        }
        detector.analyze(first.window());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        detector.save(bytes);
        DuplicatesDetector restored = new DuplicatesDetector(DuplicatesSettings.defaults());
        restored.restore(new ByteArrayInputStream(bytes.toByteArray()), restored.stateVersion());

        for (int seed = 6; seed < 8; seed++) {
            People next = new People(seed, 300);
            next.names.set(4, first.names.get(299));
            next.streets.set(4, first.streets.get(299));
            for (int i = 0; i < 40; i++) {
                next.repeat(i, random);
            }
            DetectorResult expected = detector.analyze(next.window());
            DetectorResult actual = restored.analyze(next.window());
            assertThat(actual.issues().toString()).isEqualTo(expected.issues().toString());
            assertThat(actual.scores()).isEqualTo(expected.scores());
            assertThat(actual.statistics()).isEqualTo(expected.statistics());
        }
    }

    private static List<Integer> rows(DetectorResult result) {
        return result.issues().stream().map(Issue::row).toList();
    }

    /** People with made-up names, each row another one. */
    private static final class People {
        final List<String> names = new ArrayList<>();
        final List<String> streets = new ArrayList<>();
        final List<String> cities = new ArrayList<>();
        final List<String> births = new ArrayList<>();

        People(int seed, int count) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < count; i++) {
                names.add(word(random, 3) + " " + word(random, 3));
                streets.add((1 + random.nextInt(200)) + " " + word(random, 4) + " street");
                cities.add(SYLLABLES[random.nextInt(20)] + "ville");
                births.add(String.valueOf(
                        19000101 + random.nextInt(90) * 10000 + random.nextInt(12) * 100 + random.nextInt(28)));
            }
        }

        private static String word(SplittableRandom random, int syllables) {
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < syllables; i++) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            return word.toString();
        }

        /** Adds a person again, words of the name turned round and a letter of the street left out. */
        void repeat(int row, SplittableRandom random) {
            String[] name = names.get(row).split(" ");
            names.add(name[1] + ", " + name[0].toUpperCase(java.util.Locale.ROOT));
            String street = streets.get(row);
            int at = 4 + random.nextInt(6);
            streets.add(street.substring(0, at) + street.substring(at + 1));
            cities.add(cities.get(row));
            births.add(births.get(row));
        }

        Table table(boolean reversed) {
            Table table = Table.table();
            if (reversed) {
                return table.texts("born", cells(births))
                        .texts("city", cells(cities))
                        .texts("street", cells(streets))
                        .texts("name", cells(names));
            }
            return table.texts("name", cells(names))
                    .texts("street", cells(streets))
                    .texts("city", cells(cities))
                    .texts("born", cells(births));
        }

        Window window() {
            return table(false).window();
        }

        Window reversed() {
            return table(true).window();
        }

        private static String[] cells(List<String> list) {
            return list.toArray(new String[0]);
        }
    }
}
