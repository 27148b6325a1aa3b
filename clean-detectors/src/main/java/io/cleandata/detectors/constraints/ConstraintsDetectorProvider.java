package io.cleandata.detectors.constraints;

import com.google.auto.service.AutoService;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;

/** Makes the {@code constraints} detector. Not part of {@code all}, since without rules there is nothing to judge. */
@AutoService(DetectorProvider.class)
public final class ConstraintsDetectorProvider implements DetectorProvider<ConstraintsSettings> {

    @Override
    public String name() {
        return "constraints";
    }

    @Override
    public String summary() {
        return "samples and windows that break the user's own rules";
    }

    @Override
    public Class<ConstraintsSettings> settingsType() {
        return ConstraintsSettings.class;
    }

    @Override
    public Detector create(ConstraintsSettings settings, PluginContext context) {
        return new ConstraintsDetector(settings);
    }

    @Override
    public String metricName() {
        return "constraint_violations";
    }
}
