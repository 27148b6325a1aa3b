package io.cleandata.detectors.drift;

import com.google.auto.service.AutoService;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;

/** Makes the {@code drift} detector. */
@AutoService(DetectorProvider.class)
public final class DriftDetectorProvider implements DetectorProvider<DriftSettings> {

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public String summary() {
        return "changes in the distribution of features and label, and in how the label depends on the features";
    }

    @Override
    public Class<DriftSettings> settingsType() {
        return DriftSettings.class;
    }

    @Override
    public Detector create(DriftSettings settings, PluginContext context) {
        return new DriftDetector(settings);
    }

    @Override
    public String metricName() {
        return "drift";
    }

    @Override
    public boolean inAll() {
        return true;
    }
}
