package io.cleandata.detectors.constraints;

import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.NumericColumn;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Judges every new row by the user's rules, and the window by rules on shares and aggregates.
 *
 * <p>A row's score is 1 when it breaks a rule and 0 when it obeys all that judge it; its severity is the largest of the rules it breaks. Violations
 * are certain, so severities are harm alone. Cost: one pass over the rows for each rule; expressions box their numbers.
 */
final class ConstraintsDetector implements Detector, SupportsState {

    private final List<CompiledRule> rules = new ArrayList<>();

    ConstraintsDetector(ConstraintsSettings settings) {
        for (ConstraintRule rule : settings.rules()) {
            rules.add(CompiledRule.compile(rule, settings.memory()));
        }
    }

    @Override
    public DetectorResult analyze(Window window) {
        if (rules.isEmpty()) {
            return DetectorResult.notAssessable("there are no rules; give some under constraints.rules");
        }
        DetectorResult.Builder result = DetectorResult.ofSamples(window.size());
        RowValues row = new RowValues(window);
        int[] judged = new int[rules.size()];
        int[] broken = new int[rules.size()];
        AggregateFigure[] figures = new AggregateFigure[rules.size()];
        for (int r = 0; r < figures.length; r++) {
            figures[r] = new AggregateFigure();
            for (RowCheck check : rules.get(r).checks) {
                if (check instanceof UniqueCheck unique) {
                    unique.beginWindow();
                }
            }
        }
        for (int i = window.firstNew(); i < window.size(); i++) {
            judge(row.at(i), result, judged, broken, figures);
        }
        for (int r = 0; r < figures.length; r++) {
            judgeWindow(rules.get(r), judged[r], broken[r], figures[r], result);
        }
        return result.build();
    }

    private void judge(
            RowValues row, DetectorResult.Builder result, int[] judged, int[] broken, AggregateFigure[] figures) {
        List<String> reasons = new ArrayList<>(0);
        Set<String> fields = new LinkedHashSet<>(0);
        double severity = 0;
        boolean assessed = false;
        for (int r = 0; r < rules.size(); r++) {
            CompiledRule rule = rules.get(r);
            if (!rule.applies(row)) {
                continue;
            }
            Aggregate aggregate = rule.rule.aggregate();
            if (aggregate != null) {
                figures[r].add(row, rule.fields.get(0), aggregate == Aggregate.DISTINCT);
                continue;
            }
            String violation = rule.violation(row);
            if (violation != null) {
                judged[r]++;
                broken[r] += violation.isEmpty() ? 0 : 1;
                if (rule.rule.atLeast() == null) {
                    assessed = true;
                    if (!violation.isEmpty()) {
                        reasons.add(violation);
                        fields.addAll(rule.fields);
                        severity = Math.max(severity, rule.rule.severity());
                    }
                }
            }
            if (row.window().learnable(row.row())) {
                for (RowCheck check : rule.checks) {
                    check.learn(row);
                }
            }
        }
        if (!reasons.isEmpty()) {
            result.issue(Issue.ofSample(row.row(), severity, String.join("; ", reasons), List.copyOf(fields)));
        }
        if (assessed) {
            result.score(row.row(), reasons.isEmpty() ? 0 : 1);
        }
    }

    private static void judgeWindow(
            CompiledRule rule, int judged, int broken, AggregateFigure figure, DetectorResult.Builder result) {
        ConstraintRule r = rule.rule;
        if (r.aggregate() != null) {
            Double value = figure.value(r.aggregate());
            boolean low = value != null && r.min() != null && value < r.min();
            boolean high = value != null && r.max() != null && value > r.max();
            if (value != null && (low || high)) {
                result.issue(Issue.ofWindow(
                        r.severity(),
                        r.aggregate().name().toLowerCase(Locale.ROOT) + " of " + r.field() + " is "
                                + NumericColumn.format(value)
                                + (low ? ", less than " + r.min() : ", more than " + r.max()),
                        rule.fields));
            }
        } else if (r.atLeast() != null && judged > 0 && judged - broken < r.atLeast() * judged) {
            result.issue(Issue.ofWindow(
                    r.severity(),
                    String.format(
                            Locale.ROOT,
                            "%s holds for %.1f %% of the samples, at least %.1f %% must",
                            r.title(),
                            100.0 * (judged - broken) / judged,
                            100 * r.atLeast()),
                    rule.fields));
        }
    }

    @Override
    public int stateVersion() {
        return 1;
    }

    @Override
    public void save(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        for (CompiledRule rule : rules) {
            for (RowCheck check : rule.checks) {
                if (check instanceof UniqueCheck unique) {
                    unique.save(out);
                } else if (check instanceof MonotonicCheck monotonic) {
                    out.writeDouble(monotonic.last);
                }
            }
        }
        out.flush();
    }

    @Override
    public void restore(InputStream stream, int version) throws IOException {
        if (version != stateVersion()) {
            throw new IOException("state of version " + version + ", this build reads " + stateVersion());
        }
        DataInputStream in = new DataInputStream(stream);
        for (CompiledRule rule : rules) {
            for (RowCheck check : rule.checks) {
                if (check instanceof UniqueCheck unique) {
                    unique.restore(in);
                } else if (check instanceof MonotonicCheck monotonic) {
                    monotonic.last = in.readDouble();
                }
            }
        }
    }
}
