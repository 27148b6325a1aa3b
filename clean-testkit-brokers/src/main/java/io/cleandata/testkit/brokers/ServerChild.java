package io.cleandata.testkit.brokers;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * What runs in the child JVM: starts a broker by reflection and ends when standard input does.
 *
 * <p>The parent holds the other end of standard input, so the child never outlives it, even when the parent is killed.
 */
final class ServerChild {
    /** Printed on a line of its own when the server has started. */
    static final String READY = "clean-server-ready";

    private ServerChild() {}

    public static void main(String[] arguments) throws Exception {
        endWithStandardInput();
        if (arguments[0].equals("kafka")) {
            kafka(arguments[1]);
        } else {
            String[] rest = java.util.Arrays.copyOfRange(arguments, 2, arguments.length);
            Class.forName(arguments[1]).getMethod("main", String[].class).invoke(null, (Object) rest);
        }
    }

    private static void kafka(String propertiesFile) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = new FileInputStream(propertiesFile)) {
            properties.load(in);
        }
        PrintStream log =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            String id = Class.forName("org.apache.kafka.common.Uuid")
                    .getMethod("randomUuid")
                    .invoke(null)
                    .toString();
            Object status = Class.forName("kafka.tools.StorageTool")
                    .getMethod("execute", String[].class, PrintStream.class)
                    .invoke(null, new String[] {"format", "-t", id, "-c", propertiesFile}, log);
            if (!Integer.valueOf(0).equals(status)) {
                throw new IllegalStateException("Formatting the log directory failed: status " + status);
            }
        }
        Class<?> configType = Class.forName("kafka.server.KafkaConfig");
        Object config = configType.getConstructor(Map.class).newInstance(properties);
        Class<?> timeType = Class.forName("org.apache.kafka.common.utils.Time");
        Object time = timeType.getField("SYSTEM").get(null);
        Class<?> serverType = Class.forName("kafka.server.KafkaRaftServer");
        try {
            Object server = serverType.getConstructor(configType, timeType).newInstance(config, time);
            serverType.getMethod("startup").invoke(server);
        } catch (InvocationTargetException e) {
            e.printStackTrace(log);
            Runtime.getRuntime().halt(1);
        }
        log.println(READY);
    }

    private static void endWithStandardInput() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is ever sent
                        }
                    } catch (IOException e) {
                        // as good as its end
                    }
                    Runtime.getRuntime().halt(0);
                },
                "end-with-standard-input");
        thread.setDaemon(true);
        thread.start();
    }
}
