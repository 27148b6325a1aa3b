package io.cleandata.detectors.drift;

import io.cleandata.spi.CleanException;
import io.cleandata.spi.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of the {@code drift} detector.
 *
 * @param reference what windows are compared with
 * @param profile file of the profile to compare with
 * @param referenceWindows how many windows the reference spans
 * @param falseAlarms probability of a false alarm in a window
 * @param minWasserstein least change of a number that is reported
 * @param minJensenShannon least change of a category that is reported
 * @param relation whether to watch how the label depends on the features
 * @param minRelation least change of that which is reported
 * @param exclude features to leave out
 */
public record DriftSettings(
        @Option(
                doc =
                        "what windows are compared with: 'sliding' (the last windows, begun anew after an alarm), 'first' (the first"
                                + " windows) or 'profile' (a file made by clean profile)",
                value = "sliding")
        Reference reference,

        @Option(doc = "file of the profile, for reference: profile") @Nullable
        String profile,

        @Option(doc = "how many windows the reference spans", value = "10", min = 1, max = 100000)
        int referenceWindows,

        @Option(
                doc = "probability of a false alarm in a window, over all features",
                value = "0.0001",
                min = 1e-12,
                max = 0.5)
        double falseAlarms,

        @Option(
                doc = "least change of a number that is reported: Wasserstein distance over the interquartile range",
                value = "0.1",
                min = 0)
        double minWasserstein,

        @Option(
                doc = "least change of a category that is reported: Jensen-Shannon divergence in bits",
                value = "0.01",
                min = 0,
                max = 1)
        double minJensenShannon,

        @Option(doc = "whether to watch how the label depends on the features", value = "true")
        boolean relation,

        @Option(
                doc = "least change of the label's dependence on the features that is reported, in Brier score",
                value = "0.01",
                min = 0,
                max = 2)
        double minRelation,

        @Option(doc = "features to leave out, such as identifiers")
        List<String> exclude) {

    /** What windows are compared with. */
    public enum Reference {
        /** The last windows, begun anew after an alarm. */
        SLIDING,
        /** The first windows. */
        FIRST,
        /** A profile from a file. */
        PROFILE
    }

    public DriftSettings {
        exclude = List.copyOf(exclude);
        if (reference == Reference.PROFILE && profile == null) {
            throw new CleanException(
                    CleanException.Kind.SETTINGS,
                    "'reference: profile' needs 'profile: FILE', a file made by 'clean profile'");
        }
    }
}
