package io.cleandata.detectors.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected values from SciPy 1.17: scipy.stats.chi2.sf, norm.sf, kstwobign.sf, scipy.special.gammaln. */
class SignificanceTest {

    @Test
    void agreesWithSciPy() {
        assertThat(Significance.chiSquared(3.841458820694124, 1)).isCloseTo(0.05, within(1e-10));
        assertThat(Significance.chiSquared(10, 4)).isCloseTo(0.04042768199451279, within(1e-12));
        assertThat(Significance.chiSquared(200, 100)).isCloseTo(1.1784500720979781e-08, within(1e-13));
        assertThat(Significance.normal(1.96)).isCloseTo(0.024997895148220435, within(1e-12));
        assertThat(Significance.normal(-1.96)).isCloseTo(0.9750021048517795, within(1e-12));
        assertThat(Significance.normal(5)).isCloseTo(2.866515718791933e-07, within(1e-15));
        assertThat(Significance.logGamma(10.5)).isCloseTo(13.940625219403763, within(1e-10));
    }

    @Test
    void countsDrawsAsCombinatoricsDoes() { // by Python's math.comb
        assertThat(Significance.hypergeometric(200, 100, 30, 22)).isCloseTo(0.004586185734682754, within(1e-13));
        assertThat(Significance.hypergeometric(16_000, 8_000, 20, 17)).isCloseTo(0.0012809185074478106, within(1e-11));
        assertThat(Significance.hypergeometric(100, 10, 20, 0)).isEqualTo(1);
        assertThat(Significance.hypergeometric(100, 10, 20, 11)).isZero();
        assertThat(Significance.twoShares(0, 50, 0, 70)).isEqualTo(1);
        assertThat(Significance.twoShares(50, 50, 0, 50)).isLessThan(1e-20);
        assertThat(Significance.twoShares(3, 100, 9, 120)).isEqualTo(Significance.twoShares(9, 120, 3, 100));
    }

    @Test
    void agreesWithTheKolmogorovDistributionForLargeSamples() {
        // sqrt(n/2) * d = 1.36 is the asymptotic 5 % point
        double n = 1e8;
        assertThat(Significance.kolmogorov(1.3581 / Math.sqrt(n / 2), n, n)).isCloseTo(0.05, within(1e-4));
        assertThat(Significance.kolmogorov(0, 100, 100)).isEqualTo(1);
        assertThat(Significance.kolmogorov(1, 1000, 1000)).isLessThan(1e-100);
    }

    @Test
    void measuresDistancesOfStepsByHand() {
        // F = 0, 1/2, 1 at 1, 3 and G = 0, 1/2, 1 at 2, 3: they differ by 1/2 between 1 and 2
        Steps.Distance d = Steps.distance(steps(1, 3), steps(2, 3));
        assertThat(d.kolmogorov()).isEqualTo(0.5);
        assertThat(d.wasserstein()).isEqualTo(0.5);
        assertThat(Steps.distance(steps(1, 1, 5), steps(1, 1, 5)).wasserstein()).isZero();
        assertThat(Steps.distance(steps(0), steps(10)).wasserstein()).isEqualTo(10);
    }

    @Test
    void measuresCountsByHand() {
        CountSummary before = new CountSummary();
        CountSummary now = new CountSummary();
        before.add("a", 500);
        before.add("b", 500);
        before.addRows(1000);
        now.add("a", 600);
        now.add("b", 400);
        now.addRows(1000);
        Difference d = before.compare(now);
        // scipy.stats.chi2_contingency([[500, 500], [600, 400]], lambda_="log-likelihood", correction=False): 20.2376,
        // p 6.8397e-06
        assertThat(d.probability()).isCloseTo(6.839677950052342e-6, within(1e-15));
        // entropy(.55) - (entropy(.5) + entropy(.6)) / 2 in bits, less (2 - 1) (1/1000 + 1/1000) / (8 ln 2)
        double entropies = entropy(0.55) - (entropy(0.5) + entropy(0.6)) / 2;
        assertThat(d.effect()).isCloseTo(entropies - 0.002 / (8 * Math.log(2)), within(1e-12));
    }

    private static double entropy(double p) {
        return -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }

    private static Steps steps(double... values) {
        double[] cumulative = new double[values.length];
        Arrays.setAll(cumulative, i -> i + 1.0);
        return new Steps(values, cumulative, values.length);
    }
}
