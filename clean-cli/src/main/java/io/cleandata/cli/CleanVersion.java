package io.cleandata.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class CleanVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = CleanVersion.class.getPackage().getImplementationVersion();
        return new String[] {"clean " + (version == null ? "(not packaged)" : version)};
    }
}
