package io.cleandata.examples.modules;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * A project of somebody else's that depends on some of Clean's modules: its class path, as Maven's own resolver makes it.
 *
 * <p>Clean's modules come from this build. All else comes from the local repository that the build has filled, as if that were a remote one: it is
 * only read, and nothing is downloaded.
 */
final class ThrowAwayProject implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String GROUP = "io.cleandata";

    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final RepositorySystemSession.CloseableSession session;
    private final List<RemoteRepository> repositories;
    private final List<Dependency> managed = new ArrayList<>();

    ThrowAwayProject(Path localRepository) {
        RepositoryPolicy as = new RepositoryPolicy(
                true, RepositoryPolicy.UPDATE_POLICY_NEVER, RepositoryPolicy.CHECKSUM_POLICY_IGNORE);
        String filled = System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
        repositories = List.of(new RemoteRepository.Builder(
                        "filled", "default", Path.of(filled).toUri().toString())
                .setPolicy(as)
                .build());
        session = new SessionBuilderSupplier(system)
                .get()
                .withLocalRepositoryBaseDirectories(localRepository)
                .setWorkspaceReader(new ThisBuild())
                .setSystemProperties(System.getProperties())
                .setIgnoreArtifactDescriptorRepositories(true)
                .build();
    }

    /** Imports the BOM, so that dependencies need no version. */
    ThrowAwayProject withBom() throws Exception {
        ArtifactDescriptorRequest request = new ArtifactDescriptorRequest();
        request.setArtifact(new DefaultArtifact(GROUP, "clean-bom", "pom", version()));
        request.setRepositories(repositories);
        managed.addAll(system.readArtifactDescriptor(session, request).getManagedDependencies());
        return this;
    }

    /** The version that the BOM gives a module. */
    String managedVersion(String module) {
        return managed.stream()
                .map(Dependency::getArtifact)
                .filter(artifact -> artifact.getArtifactId().equals(module))
                .map(Artifact::getVersion)
                .findFirst()
                .orElse("");
    }

    /** What is on the run-time class path of a project that depends on these modules of Clean. */
    List<Artifact> classPath(String... modules) throws Exception {
        CollectRequest collect = new CollectRequest();
        collect.setRepositories(repositories);
        collect.setManagedDependencies(managed);
        for (String module : modules) {
            String version = managed.isEmpty() ? version() : managedVersion(module);
            collect.addDependency(new Dependency(new DefaultArtifact(GROUP, module, "jar", version), "compile"));
        }
        return system
                .resolveDependencies(
                        session, new DependencyRequest(collect, DependencyFilterUtils.classpathFilter("runtime")))
                .getArtifactResults()
                .stream()
                .map(ArtifactResult::getArtifact)
                .toList();
    }

    static String version() {
        return System.getProperty("clean.version", "1.0.0-SNAPSHOT");
    }

    @Override
    public void close() {
        session.close();
        system.shutdown();
    }

    /** Poms of this build, and the classes that it has made. */
    private static final class ThisBuild implements WorkspaceReader {

        @Override
        public WorkspaceRepository getRepository() {
            return new WorkspaceRepository("this-build");
        }

        @Override
        public File findArtifact(Artifact artifact) {
            if (!artifact.getGroupId().equals(GROUP)) {
                return null;
            }
            if (artifact.getArtifactId().equals("clean-parent")) {
                return ROOT.resolve("pom.xml").toFile();
            }
            Path module = module(artifact.getArtifactId());
            Path found = artifact.getExtension().equals("pom")
                    ? module.resolve("pom.xml")
                    : module.resolve("target").resolve("classes");
            return Files.exists(found) ? found.toFile() : null;
        }

        private static Path module(String name) {
            Path atRoot = ROOT.resolve(name);
            return Files.exists(atRoot)
                    ? atRoot
                    : ROOT.resolve("clean-testkit-brokers").resolve(name);
        }

        @Override
        public List<String> findVersions(Artifact artifact) {
            return artifact.getGroupId().equals(GROUP) ? List.of(version()) : List.of();
        }
    }
}
