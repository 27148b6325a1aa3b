package io.cleandata.detectors.labels;

import com.google.auto.service.AutoService;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;

/** Makes the {@code labels} detector. */
@AutoService(DetectorProvider.class)
public final class LabelsProvider implements DetectorProvider<LabelsSettings> {

    @Override
    public String name() {
        return "labels";
    }

    @Override
    public String summary() {
        return "labels that are probably wrong, with the label to be expected instead";
    }

    @Override
    public Class<LabelsSettings> settingsType() {
        return LabelsSettings.class;
    }

    @Override
    public Detector create(LabelsSettings settings, PluginContext context) {
        return new LabelsDetector(settings, context);
    }

    @Override
    public String metricName() {
        return "label_errors";
    }

    @Override
    public boolean inAll() {
        return true;
    }
}
