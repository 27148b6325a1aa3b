package io.cleandata.cli.tune;

import io.cleandata.model.DetectorReport;
import io.cleandata.model.Issue;
import io.cleandata.model.WindowReport;

/** One detector over all complete windows in which it could judge. */
public final class DetectorFigures {
    private final String metric;
    private final double weight;
    private final boolean bySample;
    private final Series rates = new Series();
    private final Series losses = new Series();

    DetectorFigures(DetectorReport first) {
        metric = first.metric();
        weight = first.weight();
        bySample = first.result().bySample();
    }

    void add(WindowReport report, DetectorReport detector) {
        if (!Double.isNaN(detector.rate())) {
            rates.add(detector.rate());
        }
        double samples = 0;
        double whole = 1;
        int firstNew = report.window().firstNew();
        for (Issue issue : detector.result().issues()) {
            if (issue.scope() != Issue.Scope.SAMPLE) {
                whole *= 1 - weight * issue.severity();
            } else if (issue.row() >= firstNew) {
                samples += weight * issue.severity();
            }
        }
        losses.add(1
                - whole * (1 - Math.min(1, samples / Math.max(1, report.window().newRows()))));
    }

    /** The name of its rate. */
    public String metric() {
        return metric;
    }

    /** Its weight in the score. */
    public double weight() {
        return weight;
    }

    /** Whether its rate is a share of samples. */
    public boolean bySample() {
        return bySample;
    }

    /** Its rate by window. */
    public Series rates() {
        return rates;
    }

    /** What it takes off the score by window, as if it were alone. */
    public Series losses() {
        return losses;
    }
}
