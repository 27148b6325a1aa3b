package io.cleandata.engine;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import java.util.List;

/**
 * The one place that makes an injector, with Guice's surprising features turned off: a wrong graph fails at the start, with a name.
 * Nothing else in Clean calls {@code Guice.createInjector}, and nothing is handed an {@code Injector}.
 */
final class CleanInjector {

    private CleanInjector() {}

    /** The injector of a pipeline's module, with bindings that a user's modules put in place of its own. */
    static Injector create(Module pipeline, List<Module> overrides) {
        return Guice.createInjector(
                Stage.PRODUCTION, new Strict(), Modules.override(pipeline).with(overrides));
    }

    private static final class Strict extends AbstractModule {
        @Override
        protected void configure() {
            binder().requireExplicitBindings();
            binder().requireAtInjectOnConstructors();
            binder().requireExactBindingAnnotations();
            binder().disableCircularProxies();
        }
    }
}
