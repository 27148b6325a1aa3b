package io.cleandata.cli;

import io.cleandata.alert.QualityAlertPolicy;
import io.cleandata.alert.Standing;
import java.util.List;
import java.util.Locale;

/** Says how near a pipeline is to an alert, such as {@code quality_score below threshold, evidence 40 %}. */
final class Evidence {
    private static final double WORTH_SAYING = 0.1;

    private Evidence() {}

    /** What is said of the metric that is nearest to an alert; empty when none is near. */
    static String of(List<Standing> standings) {
        Standing nearest = null;
        for (var standing : standings) {
            if (!standing.open()
                    && standing.evidence() >= WORTH_SAYING
                    && (nearest == null || standing.evidence() > nearest.evidence())) {
                nearest = standing;
            }
        }
        if (nearest == null) {
            return "";
        }
        boolean fallsWhenBad = nearest.metric().equals(QualityAlertPolicy.QUALITY_SCORE);
        boolean beyond = fallsWhenBad ? nearest.value() < nearest.threshold() : nearest.value() > nearest.threshold();
        return String.format(
                Locale.ROOT,
                "%s%s %s, evidence %.0f %%",
                nearest.metric(),
                nearest.key() == null ? "" : " of " + nearest.key(),
                beyond ? (fallsWhenBad ? "below threshold" : "above threshold") : "worse than usual",
                100 * Math.min(1, nearest.evidence()));
    }
}
