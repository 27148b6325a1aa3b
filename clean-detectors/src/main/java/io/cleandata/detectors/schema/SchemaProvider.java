package io.cleandata.detectors.schema;

import com.google.auto.service.AutoService;
import io.cleandata.spi.Detector;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.spi.PluginContext;

/** Makes the {@code schema} detector. */
@AutoService(DetectorProvider.class)
public final class SchemaProvider implements DetectorProvider<SchemaSettings> {

    @Override
    public String name() {
        return "schema";
    }

    @Override
    public String summary() {
        return "cells and fields that do not fit what the stream has shown: types, ranges, formats, spellings, dependencies";
    }

    @Override
    public Class<SchemaSettings> settingsType() {
        return SchemaSettings.class;
    }

    @Override
    public Detector create(SchemaSettings settings, PluginContext context) {
        return new SchemaDetector(settings);
    }

    @Override
    public String metricName() {
        return "schema_violations";
    }

    @Override
    public boolean inAll() {
        return true;
    }
}
