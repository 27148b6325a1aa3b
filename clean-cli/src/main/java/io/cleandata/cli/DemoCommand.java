package io.cleandata.cli;

import io.cleandata.cli.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Shows Clean at work: streams real data, injects faults, and tells which alert caught which.")
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--fast", description = "Stream as fast as the pipeline takes it.")
    private boolean fast;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws Exception {
        var console = output.console();
        new Demo(Plugins.catalog()).run(fast, output.json() ? new DemoJson(console) : new DemoPrinter(console));
        return ExitStatus.FINE;
    }
}
