package io.cleandata.generator.stream;

import io.cleandata.generator.GeneratedSample;
import io.cleandata.generator.StreamProfile;
import java.util.List;

/** Stations that differ in height, whose label tells the weather of the next hour. */
final class WeatherStream extends SyntheticStream {
    private static final List<String> CLASSES = List.of("dry", "rain", "snow");
    private static final List<String> STATIONS = List.of("coast", "plain", "city", "hill", "valley", "peak");

    WeatherStream(long seed) {
        super(new StreamProfile("weather", "pressure", 9.3, "station", CLASSES, PRODUCERS), seed);
    }

    @Override
    void fill(GeneratedSample sample) {
        int station = random.nextInt(STATIONS.size());
        double wet = gauss(0, 1);
        double air = gauss(14 - 4.5 * station, 4);
        String label = wet < 0.4 ? "dry" : air < 1 ? "snow" : "rain";
        sample.feature("air", round(air, 2))
                .feature("dew_point", round(air - Math.exp(gauss(1.6 - 0.7 * wet, 0.3)), 2))
                .feature("pressure", round(gauss(1013 - 6 * wet, 7), 1))
                .feature("wind", round(Math.exp(gauss(1.8 + 0.2 * wet, 0.5)), 2))
                .feature("clouds", round(100 / (1 + Math.exp(-2 * wet - gauss(0, 0.7))), 1))
                .feature("station", STATIONS.get(station))
                .label(label);
    }
}
