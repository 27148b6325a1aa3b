package io.cleandata.detectors.missing;

import com.google.auto.service.AutoService;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;

/** Makes the {@code missing} detector. */
@AutoService(DetectorProvider.class)
public final class MissingProvider implements DetectorProvider<MissingSettings> {

    @Override
    public String name() {
        return "missing";
    }

    @Override
    public String summary() {
        return "values that are null, absent, empty or replaced by a stand-in where the stream usually has one";
    }

    @Override
    public Class<MissingSettings> settingsType() {
        return MissingSettings.class;
    }

    @Override
    public Detector create(MissingSettings settings, PluginContext context) {
        return new MissingDetector(settings);
    }

    @Override
    public String metricName() {
        return "missing_values";
    }

    @Override
    public boolean inAll() {
        return true;
    }
}
