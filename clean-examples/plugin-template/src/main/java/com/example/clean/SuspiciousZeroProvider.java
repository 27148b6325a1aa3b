package com.example.clean;

import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;

/** Makes the detector {@code suspicious-zero}. Stateless, without I/O. */
public final class SuspiciousZeroProvider implements DetectorProvider<SuspiciousZeroSettings> {

    @Override
    public String name() {
        return "suspicious-zero";
    }

    @Override
    public String summary() {
        return "Finds zeros in features that are never zero.";
    }

    @Override
    public Class<SuspiciousZeroSettings> settingsType() {
        return SuspiciousZeroSettings.class;
    }

    @Override
    public String metricName() {
        return "suspicious_zeros";
    }

    @Override
    public Detector create(SuspiciousZeroSettings settings, PluginContext context) {
        return new SuspiciousZeroDetector(settings);
    }
}
