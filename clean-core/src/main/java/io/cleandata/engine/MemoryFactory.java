package io.cleandata.engine;

import io.cleandata.alert.AlertPolicy;
import io.cleandata.column.StreamSchema;
import java.util.List;

/** Opens the memory of a pipeline and restores into its parts what an earlier run left. */
@FunctionalInterface
interface MemoryFactory {

    Memory open(StreamSchema schema, List<DetectorRunner> runners, AlertPolicy policy);
}
