package io.cleandata.detectors.imbalance;

import com.google.auto.service.AutoService;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;

/** Makes the {@code imbalance} detector. */
@AutoService(DetectorProvider.class)
public final class ImbalanceDetectorProvider implements DetectorProvider<ImbalanceSettings> {

    @Override
    public String name() {
        return "imbalance";
    }

    @Override
    public String summary() {
        return "classes that vanish, appear, swell or shrink against the stream's own past";
    }

    @Override
    public Class<ImbalanceSettings> settingsType() {
        return ImbalanceSettings.class;
    }

    @Override
    public Detector create(ImbalanceSettings settings, PluginContext context) {
        return new ImbalanceDetector(settings);
    }

    @Override
    public String metricName() {
        return "imbalance";
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
