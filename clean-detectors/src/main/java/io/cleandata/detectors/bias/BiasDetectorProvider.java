package io.cleandata.detectors.bias;

import com.google.auto.service.AutoService;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;

/** Makes the {@code bias} detector. Runs only when named, since it must be told what is protected and what is favourable. */
@AutoService(DetectorProvider.class)
public final class BiasDetectorProvider implements DetectorProvider<BiasSettings> {

    @Override
    public String name() {
        return "bias";
    }

    @Override
    public String summary() {
        return "outcome and error rates that differ by a protected attribute";
    }

    @Override
    public Class<BiasSettings> settingsType() {
        return BiasSettings.class;
    }

    @Override
    public Detector create(BiasSettings settings, PluginContext context) {
        return new BiasDetector(settings);
    }

    @Override
    public String metricName() {
        return "bias";
    }

    @Override
    public double weight() {
        return 0.3;
    }
}
