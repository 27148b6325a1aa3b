package io.cleandata.detectors.drift;

import io.cleandata.detectors.drift.Difference.Measure;
import io.cleandata.detectors.drift.DriftSettings.Reference;
import io.cleandata.model.DetectorResult;
import io.cleandata.model.Issue;
import io.cleandata.model.Window;
import io.cleandata.spi.Detector;
import io.cleandata.spi.SupportsState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports features and labels whose distribution has moved, and labels that depend on the features otherwise than before.
 *
 * <p>Each window's profile is compared with the reference's, part by part. A part has drifted when its difference is significant after Bonferroni's
 * correction for the number of parts, its effect above a floor, and (with the sliding reference) two and a half times what it usually
 * is: a stream whose windows always differ, by season or because a counter runs, does not alarm each time. With the sliding reference, what has drifted
 * begins anew with the window that showed it.
 *
 * <p>Windows with fewer than 200 learnable rows are put together until they have so many.
 */
final class DriftDetector implements Detector, SupportsState {

    private static final int VERSION = 2;
    private static final int VERSION_WITHOUT_DEPENDENCE = 1;
    private static final int FEWEST = 200;
    private static final double TIMES_USUAL = 2.5;
    private static final double MOST_SEVERITY = 0.8;

    private final DriftSettings settings;
    private final ProfileComparison.Floors floors;
    private final ProfileBuilder builder;
    private final SlidingReference sliding;
    private final @Nullable LabelRelation relation;
    private @Nullable Profile pinned;
    private int pinnedWindows;
    private Profile pending = new Profile();

    DriftDetector(DriftSettings settings) {
        this.settings = settings;
        this.floors = new ProfileComparison.Floors(
                settings.falseAlarms(), settings.minWasserstein(), settings.minJensenShannon());
        this.builder = new ProfileBuilder(settings.exclude(), false);
        this.sliding = new SlidingReference(settings.referenceWindows());
        this.relation = settings.relation()
                ? new LabelRelation(settings.falseAlarms(), settings.minRelation(), settings.exclude())
                : null;
    }

    @Override
    public DetectorResult analyze(Window window) {
        int[] learnable = learnable(window);
        DetectorResult.Builder result = DetectorResult.ofWindow();
        LabelRelation.Change change = relation == null ? null : relation.add(window, learnable);
        if (change != null) {
            result.issue(Issue.ofWindow(
                    Math.min(MOST_SEVERITY, Difference.harm(change.gain(), 0.2)),
                    "the label depends on the features otherwise than before: " + change.words(),
                    List.of(ProfileBuilder.LABEL)));
        }
        if (relation != null) {
            result.statistic("relation_gain", relation.lastGain());
        }
        if (learnable.length == 0) {
            return result.build();
        }
        pending.merge(builder.add(window, window::learnable).build());
        if (pending.rows() < FEWEST) {
            return result.statistic("waiting_rows", pending.rows()).build();
        }
        Profile now = pending;
        pending = new Profile();
        judge(now, result);
        return result.build();
    }

    private static int[] learnable(Window window) {
        int[] rows = new int[window.newRows()];
        int count = 0;
        for (int row = window.firstNew(); row < window.size(); row++) {
            if (window.learnable(row)) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    private void judge(Profile now, DetectorResult.Builder result) {
        Profile reference = reference(now);
        Map<String, Finding> findings = new LinkedHashMap<>();
        double largest = 0;
        if (reference != null) {
            Map<Part, Difference> differences = ProfileComparison.differences(reference, now);
            for (Map.Entry<Part, Difference> entry : differences.entrySet()) {
                Part part = entry.getKey();
                Difference difference = entry.getValue();
                boolean drifted = floors.passes(difference, differences.size());
                largest = Math.max(largest, difference.harm());
                if (settings.reference() == Reference.SLIDING) {
                    drifted &= difference.effect() > TIMES_USUAL * sliding.usual(part);
                    sliding.observe(part, difference.effect());
                }
                if (drifted) {
                    findings.merge(part.feature(), new Finding(part, difference), Finding::stronger);
                }
            }
            report(findings, result);
        }
        result.statistic("largest_change", largest);
        if (settings.reference() == Reference.SLIDING) {
            for (Map.Entry<Part, Summary> entry : now.parts().entrySet()) {
                if (entry.getValue().rows() == 0) {
                    continue;
                }
                if (findings.containsKey(entry.getKey().feature())) {
                    sliding.restart(entry.getKey(), entry.getValue());
                } else {
                    sliding.add(entry.getKey(), entry.getValue());
                }
            }
        }
    }

    private @Nullable Profile reference(Profile now) {
        switch (settings.reference()) {
            case SLIDING -> {
                return sliding.profile();
            }
            case FIRST -> {
                if (pinnedWindows < settings.referenceWindows()) {
                    pinnedWindows++;
                    if (pinned == null) {
                        pinned = new Profile();
                    }
                    pinned.merge(now);
                    return null;
                }
                return pinned;
            }
            case PROFILE -> {
                if (pinned == null) {
                    pinned = Profile.read(Path.of(String.valueOf(settings.profile())));
                }
                return pinned;
            }
        }
        return null;
    }

    /** A part that has drifted, and how. */
    private record Finding(Part part, Difference difference) {

        Finding stronger(Finding other) {
            return other.difference.harm() > difference.harm() ? other : this;
        }

        String reason() {
            String effect = difference.measure() == Measure.WASSERSTEIN
                    ? "moved by " + Words.number(difference.effect()) + " times its interquartile range"
                    : "changed by " + Words.number(difference.effect()) + " bits (Jensen-Shannon)";
            return part.feature() + " drifted: " + part.aspect().words() + difference.words() + "; " + effect
                    + ", probability by chance "
                    + (difference.probability() < 1e-9 ? "under 1e-9" : Words.number(difference.probability()));
        }
    }

    /** One issue for each feature; all together take what the strongest takes, and a little more for each further. */
    private static void report(Map<String, Finding> findings, DetectorResult.Builder result) {
        if (findings.isEmpty()) {
            return;
        }
        double strongest = 0;
        double sum = 0;
        for (Finding finding : findings.values()) {
            strongest = Math.max(strongest, finding.difference().harm());
            sum += finding.difference().harm();
        }
        double together = Math.min(MOST_SEVERITY, strongest + 0.1 * (sum - strongest));
        for (Finding finding : findings.values()) {
            double share = finding.difference().harm() / sum;
            double severity = 1 - Math.pow(1 - together, share);
            result.issue(Issue.ofFeature(finding.part().feature(), severity, finding.reason()));
        }
    }

    @Override
    public int stateVersion() {
        return VERSION;
    }

    @Override
    public void save(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        pending.save(data);
        data.writeInt(pinnedWindows);
        data.writeBoolean(pinned != null);
        if (pinned != null) {
            pinned.save(data);
        }
        sliding.save(data);
        data.writeBoolean(relation != null);
        if (relation != null) {
            relation.save(data);
        }
        data.flush();
    }

    @Override
    public void restore(InputStream in, int version) throws IOException {
        try {
            if (version != VERSION && version != VERSION_WITHOUT_DEPENDENCE) {
                throw new IOException("state of version " + version + " cannot be read, only up to " + VERSION);
            }
            DataInputStream data = new DataInputStream(in);
            pending = Profile.read(data);
            pinnedWindows = data.readInt();
            pinned = data.readBoolean() ? Profile.read(data) : null;
            sliding.restore(data);
            if (data.readBoolean() && relation != null) {
                relation.restore(data);
            }
        } catch (IOException | RuntimeException e) {
            clear();
            throw e instanceof EOFException || !(e instanceof IOException io)
                    ? new IOException("the saved state is damaged", e)
                    : io;
        }
    }

    private void clear() {
        pending = new Profile();
        pinned = null;
        pinnedWindows = 0;
        sliding.clear();
        if (relation != null) {
            relation.clear();
        }
    }
}
