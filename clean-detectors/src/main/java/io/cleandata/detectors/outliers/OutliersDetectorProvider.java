package io.cleandata.detectors.outliers;

import com.google.auto.service.AutoService;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;

/** Makes the {@code outliers} detector. */
@AutoService(DetectorProvider.class)
public final class OutliersDetectorProvider implements DetectorProvider<OutliersSettings> {

    @Override
    public String name() {
        return "outliers";
    }

    @Override
    public String summary() {
        return "samples far from all others, in any mix of numbers, categories, texts and embeddings";
    }

    @Override
    public Class<OutliersSettings> settingsType() {
        return OutliersSettings.class;
    }

    @Override
    public Detector create(OutliersSettings settings, PluginContext context) {
        return new OutliersDetector(settings, context.seed());
    }

    @Override
    public String metricName() {
        return "outliers";
    }

    @Override
    public boolean inAll() {
        return true;
    }
}
