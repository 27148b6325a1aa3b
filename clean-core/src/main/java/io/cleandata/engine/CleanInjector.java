package io.cleandata.engine;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import io.cleandata.settings.PipelineSpec;
import io.cleandata.spi.CleanException;
import java.util.List;

/** The one place where Guice is called. */
final class CleanInjector {

    private CleanInjector() {}

    /** The parts of a pipeline, some of them replaced by the user's modules. */
    static EngineGraph graph(PipelineSpec spec, List<Module> overrides) {
        Module engine = Modules.override(new EngineModule(spec)).with(overrides);
        try {
            return Guice.createInjector(Stage.PRODUCTION, new StrictModule(), engine)
                    .getInstance(EngineGraph.class);
        } catch (ProvisionException | CreationException e) {
            if (e.getCause() instanceof CleanException known) {
                throw known;
            }
            throw new CleanException(
                    CleanException.Kind.SETTINGS, "the pipeline could not be built: " + e.getMessage(), e);
        }
    }
}
