package io.cleandata.detectors.freshness;

import com.google.auto.service.AutoService;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;

/** Makes the {@code freshness} detector. */
@AutoService(DetectorProvider.class)
public final class FreshnessDetectorProvider implements DetectorProvider<FreshnessSettings> {

    @Override
    public String name() {
        return "freshness";
    }

    @Override
    public String summary() {
        return "samples that are late, out of order or from the future, and streams that stall or burst";
    }

    @Override
    public Class<FreshnessSettings> settingsType() {
        return FreshnessSettings.class;
    }

    @Override
    public Detector create(FreshnessSettings settings, PluginContext context) {
        return new FreshnessDetector(settings, context.clock());
    }

    @Override
    public String metricName() {
        return "stale_samples";
    }

    @Override
    public boolean inAll() {
        return true;
    }

    @Override
    public double weight() {
        return 0.5;
    }
}
