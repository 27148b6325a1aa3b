package com.example.clean;

import io.cleandata.spi.DetectorProvider;
import io.cleandata.testkit.DetectorContract;
import java.util.Map;

/** What every detector must do, whatever it finds. */
class SuspiciousZeroContractTest extends DetectorContract {

    @Override
    protected DetectorProvider<?> provider() {
        return new SuspiciousZeroProvider();
    }

    @Override
    protected Map<String, Object> options() {
        return Map.of("min-history", 100);
    }
}
