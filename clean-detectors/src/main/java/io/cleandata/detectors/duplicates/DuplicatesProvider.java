package io.cleandata.detectors.duplicates;

import com.google.auto.service.AutoService;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;

/** Makes the {@code duplicates} detector. */
@AutoService(DetectorProvider.class)
public final class DuplicatesProvider implements DetectorProvider<DuplicatesSettings> {

    @Override
    public String name() {
        return "duplicates";
    }

    @Override
    public String summary() {
        return "samples that repeat earlier ones, exactly or nearly, in the window and across the stream";
    }

    @Override
    public Class<DuplicatesSettings> settingsType() {
        return DuplicatesSettings.class;
    }

    @Override
    public Detector create(DuplicatesSettings settings, PluginContext context) {
        return new DuplicatesDetector(settings);
    }

    @Override
    public String metricName() {
        return "duplicates";
    }

    @Override
    public boolean inAll() {
        return true;
    }
}
