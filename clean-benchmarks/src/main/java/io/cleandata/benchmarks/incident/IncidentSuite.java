package io.cleandata.benchmarks.incident;

import io.cleandata.generator.SampleStream;
import io.cleandata.generator.Strength;
import io.cleandata.generator.fault.FaultKind;
import io.cleandata.generator.stream.SoundStreams;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Injects every kind of fault at every strength into five sound streams, one run each with default settings, and prints
 * what was caught.
 *
 * <p>Arguments limit it: names of strengths ({@code medium}), of streams ({@code sensors}), of faults ({@code unit_change});
 * {@code one-producer} puts the faults into one producer's share only. Without arguments it takes about ten minutes.
 */
public final class IncidentSuite {
    private static final long SEED = 41;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final List<String> wanted;

    private IncidentSuite(List<String> wanted) {
        this.wanted = wanted;
    }

    /** Runs the suite. */
    public static void main(String[] args) throws InterruptedException {
        new IncidentSuite(List.of(args)).run();
    }

    private void run() throws InterruptedException {
        boolean oneProducer = wanted.contains("one-producer");
        List<Incident> all = new ArrayList<>();
        for (var strength : Strength.values()) {
            for (var kind : FaultKind.values()) {
                if (wants(strength.name(), Strength.values()) && wants(kind.name(), FaultKind.values())) {
                    all.addAll(incidents(kind, strength, oneProducer));
                }
            }
        }
        print(all);
    }

    private List<Incident> incidents(FaultKind kind, Strength strength, boolean oneProducer)
            throws InterruptedException {
        List<Incident> incidents = new ArrayList<>();
        // Each fault meets streams of its own seed, so that the sound windows before it are not the same again and
        // again.
        long seed = SEED + 1000L * kind.ordinal() + 100L * strength.ordinal();
        for (SampleStream stream : SoundStreams.endless(seed)) {
            if (wantsStream(stream.profile().name())) {
                var incident = new IncidentRun(stream, kind, strength, oneProducer, seed).run();
                incidents.add(incident);
                out.printf(
                        Locale.ROOT,
                        "%-8s %-20s %-14s %-10s %s%n",
                        lower(strength),
                        lower(kind),
                        incident.stream(),
                        incident.caught() ? "caught +" + incident.delay() : incident.noticed() ? "misnamed" : "missed",
                        incident.named());
            }
        }
        return incidents;
    }

    private boolean wants(String name, Enum<?>[] among) {
        boolean limited = false;
        for (var each : among) {
            limited |= wanted.contains(lower(each));
        }
        return !limited || wanted.contains(name.toLowerCase(Locale.ROOT));
    }

    private boolean wantsStream(String name) {
        boolean limited = SoundStreams.endless(0).stream()
                .anyMatch(stream -> wanted.contains(stream.profile().name()));
        return !limited || wanted.contains(name);
    }

    private void print(List<Incident> all) {
        out.println();
        out.println("| fault | weak | medium | strong | delay in windows, mean | false alerts |");
        out.println("| --- | --- | --- | --- | --- | --- |");
        for (var kind : FaultKind.values()) {
            var ofKind =
                    all.stream().filter(incident -> incident.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                row(lower(kind).replace('_', ' '), ofKind);
            }
        }
        row("**all**", all);
        int sound = all.stream().mapToInt(Incident::soundWindows).sum();
        int wrong = all.stream().mapToInt(Incident::falseAlerts).sum();
        out.printf(
                Locale.ROOT,
                "%n%d false alerts in %d sound windows, %.2f in 1,000%n",
                wrong,
                sound,
                1000.0 * wrong / Math.max(1, sound));
    }

    private void row(String name, List<Incident> incidents) {
        out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f | %d |%n",
                name,
                share(incidents, Strength.WEAK),
                share(incidents, Strength.MEDIUM),
                share(incidents, Strength.STRONG),
                incidents.stream()
                        .filter(Incident::caught)
                        .mapToLong(Incident::delay)
                        .average()
                        .orElse(Double.NaN),
                incidents.stream().mapToInt(Incident::falseAlerts).sum());
    }

    private static String share(List<Incident> incidents, Strength strength) {
        Predicate<Incident> here = incident -> incident.strength() == strength;
        long count = incidents.stream().filter(here).count();
        long caught = incidents.stream().filter(here.and(Incident::caught)).count();
        return count == 0 ? "" : caught + " of " + count;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
