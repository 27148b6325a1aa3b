package io.cleandata.detectors.schema;

import io.cleandata.model.Column;
import io.cleandata.model.ColumnKind;
import io.cleandata.model.StringColumn;
import io.cleandata.model.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds texts whose form is not that of their field: mixed units, rare formats, rare spellings.
 *
 * <ul>
 *   <li>A field nine tenths of which are numbers with a unit has one spelling of it, or is at fault as a whole when none reaches 60 %; not where the
 *       number tells the unit, as in 1st, 2nd and 3rd.
 *   <li>A field nine tenths of which have digits or such marks as : and @, and four fifths of which are of one pattern (runs of digits, capitals,
 *       small letters) shown by at least 20 different values, is of that format; patterns of under 5 % are at fault. Values need not come again for that.
 *   <li>A value, digits apart, that is at most a tenth as frequent as another one of at least 5, and differs from it in at most a fifth of its letters,
 *       is a misspelling of it; unless it comes more often than the same slip would by chance ({@link Slips}).
 * </ul>
 */
final class Forms {

    private static final int ENOUGH = 100;
    private static final double NEARLY_ALL = 0.9;
    private static final double ONE_UNIT = 0.6;
    private static final double RARE_UNIT = 0.02;
    private static final double RARE_PATTERN = 0.05;

    private static final double REPEATED = 0.5;
    private static final double FREQUENT = 5;
    private static final double RATIO = 10;
    private static final int MOST_FREQUENT = 300;
    private static final int MOST_LOOKED_UP = 2000;
    private static final double SEVERITY_UNIT = 0.3;
    private static final double SEVERITY_PATTERN = 0.4;
    private static final double SEVERITY_SPELLING = 0.45;

    private final Spelling spelling = new Spelling();

    /** Finds the cells of one field. */
    void assess(Window window, Column column, FieldModel model, boolean formats, boolean spellings, Findings findings) {
        if (!(column instanceof StringColumn) || column.kind() == ColumnKind.TIMESTAMP || model.present < ENOUGH) {
            return;
        }
        if (formats && model.valued()) {
            units(window, model, findings);
        }
        if (formats) {
            patterns(window, (StringColumn) column, model, findings);
        }
        if (spellings && model.valued()) {
            spellings(window, model, findings);
        }
    }

    private static void units(Window window, FieldModel model, Findings findings) {
        if (model.quantities < NEARLY_ALL * model.present) {
            return;
        }
        int top = model.units.top();
        double share = model.units.count(top) / model.units.total();
        if (share < ONE_UNIT && numberTellsUnit(model)) {
            return;
        }
        for (int row = window.firstNew(); row < window.size(); row++) {
            int id = model.ids[row];
            String unit = id < 0 || !model.formed(id) ? null : model.unit(id);
            if (unit == null) {
                continue;
            }
            String text = Findings.quote(model.values.text(id));
            if (share < ONE_UNIT) {
                findings.cell(
                        row,
                        model.name,
                        SEVERITY_UNIT,
                        model.name + " is " + text + ": a number written as text, with a unit in "
                                + model.units.distinct() + " spellings of which none is the rule");
            } else if (model.units.count(model.units.find(unit)) < RARE_UNIT * model.units.total()) {
                findings.cell(
                        row,
                        model.name,
                        SEVERITY_UNIT,
                        model.name + " is " + text + ", but its unit is '" + model.units.text(top) + "' in "
                                + percent(share) + " of the samples");
            }
        }
    }

    /** Whether no number stands with two units, though some come again: what follows them is an ending, as in 1st and 2nd, and no unit. */
    private static boolean numberTellsUnit(FieldModel model) {
        Map<String, String> unitOf = new HashMap<>();
        boolean again = false;
        for (int id = 0; id < model.values.distinct(); id++) {
            String unit = model.formed(id) ? model.unit(id) : null;
            if (unit != null) {
                String text = model.values.text(id).strip();
                String before = unitOf.put(
                        text.substring(0, text.length() - unit.length()).strip(), unit);
                if (before != null && !before.equals(unit)) {
                    return false;
                }
                again |= model.values.count(id) > 1;
            }
        }
        return again;
    }

    private static void patterns(Window window, StringColumn column, FieldModel model, Findings findings) {
        int top = model.patterns.top();
        double total = model.patterns.total();
        if (top < 0 || !model.oneFormat(top)) {
            return;
        }
        String rule = percent(model.patterns.count(top) / total) + " of the samples have the form '"
                + model.patterns.text(top) + "'";
        for (int row = window.firstNew(); row < window.size(); row++) {
            int pattern = model.patternInRow(row);
            if (pattern != FieldModel.NOTHING && model.patterns.count(pattern) < RARE_PATTERN * total) {
                findings.cell(
                        row,
                        model.name,
                        SEVERITY_PATTERN,
                        model.name + " is " + Findings.quote(column.text(row)) + ", of the form "
                                + Findings.quote(pattern < 0 ? null : model.patterns.text(pattern)) + ", but " + rule);
            }
        }
    }

    private void spellings(Window window, FieldModel model, Findings findings) {
        Counts templates = model.templates;
        if (templates.full() || templates.distinct() > REPEATED * model.present) {
            return;
        }
        List<Integer> frequent = new ArrayList<>();
        for (int id = 0; id < templates.distinct() && frequent.size() < MOST_FREQUENT; id++) {
            if (templates.count(id) >= FREQUENT) {
                frequent.add(id);
            }
        }
        Slips slips = slips(window, model, frequent);
        for (int row = window.firstNew(); row < window.size(); row++) {
            int id = model.ids[row];
            if (id < 0 || !model.formed(id) || model.template(id) < 0) {
                continue;
            }
            int right = slips.meant(model.template(id));
            if (right >= 0) {
                findings.cell(
                        row,
                        model.name,
                        SEVERITY_SPELLING,
                        model.name + " is " + Findings.quote(model.values.text(id))
                                + ", which looks like a misspelling of " + Findings.quote(templates.text(right)) + " ("
                                + Math.round(templates.count(right)) + " times)");
            }
        }
    }

    /** What those of the window's texts that look misspelt were to be. */
    private Slips slips(Window window, FieldModel model, List<Integer> frequent) {
        Slips slips = new Slips(model.templates);
        for (int row = window.firstNew(); row < window.size() && slips.size() < MOST_LOOKED_UP; row++) {
            int id = model.ids[row];
            if (id >= 0 && model.formed(id) && model.template(id) >= 0 && !slips.knows(model.template(id))) {
                int template = model.template(id);
                slips.add(template, nearest(model.templates, template, frequent));
            }
        }
        return slips;
    }

    private int nearest(Counts templates, int template, List<Integer> frequent) {
        String text = templates.text(template);
        int tolerance = Spelling.tolerance(Shapes.wordy(text));
        double count = templates.count(template);
        int best = Counts.NONE;
        int least = tolerance + 1;
        for (int other : frequent) {
            if (other != template && templates.count(other) >= RATIO * count) {
                int distance = spelling.distance(text, templates.text(other), Math.min(tolerance, least - 1));
                if (distance < least
                        && sameWords(text, templates.text(other))
                        && !Shapes.numberedAlike(text, templates.text(other))) {
                    least = distance;
                    best = other;
                }
            }
        }
        return best;
    }

    /** Whether texts of as many words are alike word by word: another word is no misspelling. */
    private boolean sameWords(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = wordEnd(a, i);
            int endB = wordEnd(b, j);
            String x = a.substring(i, endA);
            String y = b.substring(j, endB);
            if (!x.equals(y)) {
                if ((endA == a.length()) != (endB == b.length())) {
                    // What parts the words may itself be misspelt.
                    return true;
                }
                int most = Math.max(1, Math.max(x.length(), y.length()) * 2 / 5);
                if (spelling.distance(x, y, most) > most) {
                    return false;
                }
            }
            i = endA + 1;
            j = endB + 1;
        }
        return true;
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    static String percent(double share) {
        long rounded = Math.round(100 * share);
        if (rounded == 0 && share > 0) {
            return "less than 1 %";
        }
        return rounded == 100 && share < 1 ? "more than 99 %" : rounded + " %";
    }
}
