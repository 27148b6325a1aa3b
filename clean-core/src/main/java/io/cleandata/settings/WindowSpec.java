package io.cleandata.settings;

import io.cleandata.spi.Windowing;
import java.util.Optional;

/**
 * How the stream is cut into windows.
 *
 * @param options bounds on what may be open
 * @param keyed by which key, for keyed streams
 * @param windowing what makes the rule, asked once, or once for each key
 */
public record WindowSpec(WindowOptions options, Optional<KeyedOptions> keyed, Configured<Windowing> windowing) {}
