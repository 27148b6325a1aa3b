package io.cleandata.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.Window;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvMessageParserTest {

    private final Rows rows = new Rows(new CsvMessageParser(CsvParserSettings.withLabel("cut")));

    @Test
    void readsFieldsByTheirLook() {
        Window window = rows.csv("\uFEFFa, b ,cut,d,e", "1.5,\"x, \"\"y\"\"\",Fair,true,007", ",Ünï,,false,8")
                .window();

        assertThat(window.features()).extracting(Column::name).containsExactly("a", "b", "d", "e");
        assertThat(window.sample(0).features())
                .containsEntry("a", 1.5)
                .containsEntry("b", "x, \"y\"")
                .containsEntry("d", true);
        assertThat(window.sample(0).label()).isEqualTo("Fair");
        assertThat(window.sample(1).label()).isNull();
        assertThat(window.sample(1).features()).containsEntry("b", "Ünï");
        assertThat(Objects.requireNonNull(window.feature("a")).missing(1)).isTrue();
        assertThat(Objects.requireNonNull(window.feature("e")).text(0)).isEqualTo("007");
        assertThat(Objects.requireNonNull(window.feature("a")).kind()).isEqualTo(ColumnKind.NUMERIC);
    }

    @Test
    void takesDigitsForKeysInAColumnWhereOneBeginsWithZero() {
        Rows own = new Rows(new CsvMessageParser(CsvParserSettings.withLabel(null)));
        for (int window = 0; window < 2; window++) {
            String[] lines = new String[200];
            for (int i = 0; i < 200; i++) {
                lines[i] = (i % 10 == 7 ? "0" + (1000 + i) : Integer.toString(20_000 + i % 50)) + ",0." + i;
            }
            Column zip =
                    Objects.requireNonNull(own.csv("zip,amount", lines).window().feature("zip"));
            assertThat(zip.kind()).isEqualTo(ColumnKind.CATEGORICAL);
            assertThat(zip.text(7)).isEqualTo("01007");
            assertThat(zip.text(8)).isEqualTo("20008");
            if (window == 1) {
                assertThat(zip.present()).isEqualTo(200);
            }
        }
    }

    @Test
    void takesNaForMissingAmongNumbersAndForATextAmongTexts() {
        Window window = rows.csv(
                        "a,country,flag,cut",
                        "NA,DE,true,x",
                        "1.5,NA,NA,x",
                        "oops,\"NA\",false,x",
                        "NaN,FR,true,x",
                        "\"NA\",NA,NA,x")
                .window();

        Column a = Objects.requireNonNull(window.feature("a"));
        assertThat(a.missing(0)).isTrue();
        assertThat(a.missing(3)).isTrue();
        assertThat(a.text(2)).isEqualTo("oops");
        assertThat(a.text(4)).isEqualTo("NA");
        Column country = Objects.requireNonNull(window.feature("country"));
        assertThat(country.present()).isEqualTo(5);
        assertThat(country.text(4)).isEqualTo("NA");
        Column flag = Objects.requireNonNull(window.feature("flag"));
        assertThat(flag.missing(1)).isTrue();
        assertThat(flag.missing(4)).isTrue();
    }

    @Test
    void takesDigitsThatAreNoFiniteNumberForAText() {
        Window window = rows.csv("id,cut", "9f03ab,x", "12e4567,x", "77acde,x").window();

        Column id = Objects.requireNonNull(window.feature("id"));
        assertThat(id.missing(1)).isFalse();
        assertThat(id.text(1)).isEqualTo("12e4567");
    }

    @Test
    void keepsAllColumnsOfOneName() {
        Window window = rows.csv("a,a,cut,a.2,a,cut", "1,2,x,3,4,y").window();

        assertThat(window.features()).extracting(Column::name).containsExactly("a", "a.3", "a.2", "a.4", "cut.2");
        assertThat(window.sample(0).features()).containsEntry("a", 1.0).containsEntry("a.3", 2.0);
        assertThat(window.sample(0).label()).isEqualTo("x");
    }

    @Test
    void namesTheReasonOfABadRecord() {
        rows.csv("a,cut", "1", "1,2,3", "\"1,2", "\"1\"x,2");

        assertThat(rows.bad()).containsExactly("wrong-column-count", "wrong-column-count", "bad-quotes", "bad-quotes");
    }

    @Test
    void findsSemicolonsTabsAndBarsBetweenFields() {
        for (String mark : new String[] {";", "\t", "|"}) {
            Rows own = new Rows(new CsvMessageParser(CsvParserSettings.withLabel("cut")));
            Window window = own.csv("a;cut;b".replace(";", mark), "1,5;Fair;2".replace(";", mark))
                    .window();
            assertThat(window.features()).extracting(Column::name).containsExactly("a", "b");
            assertThat(window.sample(0).label()).isEqualTo("Fair");
        }
        assertThat(new Rows(new CsvMessageParser(CsvParserSettings.withLabel(null)))
                        .csv("text", "one; two")
                        .window()
                        .features())
                .hasSize(1);
    }

    @Test
    void takesNoRecordWithoutTheColumnOfItsLabelOrUnderAHeaderThatIsNoText() {
        rows.csv("a,b", "1,2");
        rows.csv("\uFFFD\uFFFDa\0,\0c\0u\0t", "1,2");

        assertThat(rows.bad()).containsExactly("no-such-column", "not-utf8");
    }

    @Test
    void readsDecimalsExactlyAsTheJdkDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = switch (i % 4) {
                case 0 -> Double.toString(random.nextGaussian() * 1000);
                case 1 -> Long.toString(random.nextLong());
                case 2 -> (random.nextInt(2000) - 1000) + "." + random.nextInt(10_000);
                default -> Double.toString(Double.longBitsToDouble(random.nextLong() & 0x7FEF_FFFF_FFFF_FFFFL));
            };
            char[] c = text.toCharArray();
            assertThat(DecimalReader.isNumber(c, 0, c.length)).as(text).isTrue();
            assertThat(DecimalReader.read(c, 0, c.length)).as(text).isEqualTo(Double.parseDouble(text));
        }
        for (String text : new String[] {"", "-", ".", "007", "1,5", "0x1F", "1e", "NaN", "1.2.3", "1 "}) {
            assertThat(DecimalReader.isNumber(text.toCharArray(), 0, text.length()))
                    .as(text)
                    .isFalse();
        }
    }
}
