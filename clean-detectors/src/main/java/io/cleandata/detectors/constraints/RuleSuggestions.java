package io.cleandata.detectors.constraints;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Proposes rules from history: what all of it obeys, where that is unlikely to be chance.
 *
 * <p>{@code not-null} needs 300 rows without a missing value (the rule of three: with 95 % confidence less than 1 % are missing). A set of values is closed when the chance of an unseen one, the share of
 * values seen once (Good and Turing), is under 0.1 %. Ranges are widened by a tenth; relations need ranges that overlap.
 *
 * <p><b>Threading.</b> One thread at a time. Memory is bounded: at most 200 values and a million hashes a field.
 */
public final class RuleSuggestions {

    private static final long ENOUGH = 300;
    private static final int MAX_CHOICES = 30;
    private static final double UNSEEN = 0.001;
    private static final int MAX_RELATED = 30;

    private final Map<String, FieldSummary> fields = new LinkedHashMap<>();
    private final Map<String, long[]> relations = new TreeMap<>();

    /** Takes in a window. */
    public void add(Window window) {
        for (Column column : window.features()) {
            fields.computeIfAbsent(column.name(), name -> new FieldSummary()).add(column, window);
        }
        relate(window);
    }

    private void relate(Window window) {
        List<NumericColumn> numbers = new ArrayList<>();
        for (Column column : window.features()) {
            if (column.kind() == ColumnKind.NUMERIC && numbers.size() < MAX_RELATED) {
                numbers.add((NumericColumn) column);
            }
        }
        for (NumericColumn a : numbers) {
            for (NumericColumn b : numbers) {
                if (a == b) {
                    continue;
                }
                long[] seen = relations.computeIfAbsent(a.name() + '\n' + b.name(), pair -> new long[2]);
                for (int row = window.firstNew(); row < window.size(); row++) {
                    if (a.value(row) <= b.value(row)) {
                        seen[0]++;
                    } else if (a.value(row) > b.value(row)) {
                        seen[1]++;
                    }
                }
            }
        }
    }

    /** Rules that all windows taken in obey. */
    public List<Suggestion> suggestions() {
        List<Suggestion> found = new ArrayList<>();
        fields.forEach((name, field) -> {
            if (field.rows >= ENOUGH) {
                ofField(name, field, found);
            }
        });
        relations.forEach((pair, seen) -> {
            String a = pair.substring(0, pair.indexOf('\n'));
            String b = pair.substring(pair.indexOf('\n') + 1);
            FieldSummary left = fields.get(a);
            FieldSummary right = fields.get(b);
            boolean overlap = left != null && right != null && left.max > right.min && left.min < right.max;
            if (seen[1] == 0 && seen[0] >= ENOUGH && overlap && identifier(a) && identifier(b)) {
                found.add(new Suggestion(
                        Map.of("expression", a + " <= " + b), "holds in all " + seen[0] + " samples that have both"));
            }
        });
        return found;
    }

    private static boolean identifier(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetter(c) && c != '_' && (i == 0 || !Character.isDigit(c) && c != '.')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static void ofField(String name, FieldSummary field, List<Suggestion> found) {
        Map<String, Object> rule = new LinkedHashMap<>();
        List<String> evidence = new ArrayList<>();
        rule.put("field", name);
        if (field.missing == 0) {
            rule.put("not-null", true);
            evidence.add("present in all " + field.rows + " samples");
        }
        if (field.mismatches == 0 && field.kind == ColumnKind.NUMERIC && field.max > field.min) {
            range(field, rule, evidence);
        }
        if (field.kind == ColumnKind.CATEGORICAL && !field.tooManyValues && field.counts.size() <= MAX_CHOICES) {
            choices(field, rule, evidence);
        }
        boolean textual = field.kind == ColumnKind.TEXT || field.kind == ColumnKind.CATEGORICAL;
        if (textual && !rule.containsKey("in") && field.present() >= ENOUGH) {
            rule.put("max-length", 2 * field.longest);
            evidence.add("lengths from " + field.shortest + " to " + field.longest);
        }
        boolean identifying = textual || (field.kind == ColumnKind.NUMERIC && field.whole);
        if (identifying && !field.repeats && field.present() >= ENOUGH) {
            rule.put("unique", true);
            evidence.add("all " + field.present() + " values are distinct");
        }
        boolean number = field.kind == ColumnKind.NUMERIC || field.kind == ColumnKind.TIMESTAMP;
        if (number && field.rises && field.max > field.min && field.present() >= ENOUGH) {
            rule.put("monotonic", "increasing");
            evidence.add("never falls");
        }
        if (rule.size() > 1) {
            found.add(new Suggestion(rule, String.join("; ", evidence)));
        }
    }

    private static void range(FieldSummary field, Map<String, Object> rule, List<String> evidence) {
        double margin = (field.max - field.min) / 10;
        double low = field.min >= 0 ? Math.max(0, field.min - margin) : field.min - margin;
        rule.put("min", rounded(low, field.whole, false));
        if (!field.rises) { // what never falls has no upper end
            rule.put("max", rounded(field.max + margin, field.whole, true));
        }
        evidence.add(String.format(
                Locale.ROOT, "between %s and %s", NumericColumn.format(field.min), NumericColumn.format(field.max)));
    }

    private static Number rounded(double value, boolean whole, boolean up) {
        double scale =
                whole ? 1 : Math.pow(10, Math.max(0, 3 - Math.ceil(Math.log10(Math.max(Math.abs(value), 1e-9)))));
        double rounded = (up ? Math.ceil(value * scale) : Math.floor(value * scale)) / scale;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15 ? (Number) (long) rounded : (Number) rounded;
    }

    private static void choices(FieldSummary field, Map<String, Object> rule, List<String> evidence) {
        long once = field.counts.values().stream().filter(count -> count == 1).count();
        if (field.present() >= ENOUGH && once <= UNSEEN * field.present()) {
            rule.put("in", List.copyOf(new TreeSet<>(field.counts.keySet())));
            evidence.add(field.counts.size() + " values, the rarest "
                    + field.counts.values().stream()
                            .mapToInt(Integer::intValue)
                            .min()
                            .orElse(0) + " times");
        }
    }
}
