package io.cleandata.detectors;

import io.cleandata.detectors.bias.BiasDetectorProvider;
import io.cleandata.detectors.constraints.ConstraintsDetectorProvider;
import io.cleandata.detectors.drift.DriftDetectorProvider;
import io.cleandata.detectors.duplicates.DuplicatesProvider;
import io.cleandata.detectors.freshness.FreshnessDetectorProvider;
import io.cleandata.detectors.imbalance.ImbalanceDetectorProvider;
import io.cleandata.detectors.labels.LabelsProvider;
import io.cleandata.detectors.missing.MissingProvider;
import io.cleandata.detectors.outliers.OutliersDetectorProvider;
import io.cleandata.detectors.schema.SchemaProvider;
import io.cleandata.spi.DetectorProvider;
import io.cleandata.testkit.DetectorContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every detector of this module keeps the contract that plug-ins keep. */
class BuiltInContractsTest {

    @Nested
    class Duplicates extends DetectorContract {
        @Override
        protected DetectorProvider<?> provider() {
            return new DuplicatesProvider();
        }
    }

    @Nested
    class DuplicatesOfAnAge extends DetectorContract {
        @Override
        protected DetectorProvider<?> provider() {
            return new DuplicatesProvider();
        }

        @Override
        protected Map<String, Object> options() {
            return Map.of("max-age", "3s", "resent-memory", 50, "near-memory", 40, "memory", 120);
        }
    }

    @Nested
    class Labels extends DetectorContract {
        @Override
        protected DetectorProvider<?> provider() {
            return new LabelsProvider();
        }
    }

    @Nested
    class Outliers extends DetectorContract {
        @Override
        protected DetectorProvider<?> provider() {
            return new OutliersDetectorProvider();
        }
    }

    @Nested
    class Missing extends DetectorContract {
        @Override
        protected DetectorProvider<?> provider() {
            return new MissingProvider();
        }
    }

    @Nested
    class Schema extends DetectorContract {
        @Override
        protected DetectorProvider<?> provider() {
            return new SchemaProvider();
        }
    }

    @Nested
    class Drift extends DetectorContract {
        @Override
        protected DetectorProvider<?> provider() {
            return new DriftDetectorProvider();
        }
    }

    @Nested
    class Imbalance extends DetectorContract {
        @Override
        protected DetectorProvider<?> provider() {
            return new ImbalanceDetectorProvider();
        }
    }

    @Nested
    class Freshness extends DetectorContract {
        @Override
        protected DetectorProvider<?> provider() {
            return new FreshnessDetectorProvider();
        }
    }

    @Nested
    class Constraints extends DetectorContract {
        @Override
        protected DetectorProvider<?> provider() {
            return new ConstraintsDetectorProvider();
        }

        @Override
        protected Map<String, Object> options() {
            return Map.of(
                    "rules",
                    List.of(Map.of("field", "price", "max", 1000), Map.of("field", "comment", "unique", true)));
        }
    }

    @Nested
    class Bias extends DetectorContract {
        @Override
        protected DetectorProvider<?> provider() {
            return new BiasDetectorProvider();
        }

        @Override
        protected Map<String, Object> options() {
            return Map.of("attribute", "colour", "positive", "yes");
        }
    }
}
