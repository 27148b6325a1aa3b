package io.cleandata.engine;

import com.google.inject.AbstractModule;

/** Turns off what makes a wrong graph work by accident. */
final class StrictModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireExactBindingAnnotations();
        binder().requireAtInjectOnConstructors();
        binder().disableCircularProxies();
    }
}
