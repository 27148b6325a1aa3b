package io.cleandata.cli.html;

import java.util.ArrayList;
import java.util.List;

/** The windows of a run as at most so many points: when there are more, neighbours are merged two by two. */
final class PointSeries {

    private final int most;
    private List<WindowPoint> points = new ArrayList<>();
    private long windowsPerPoint = 1;

    PointSeries(int most) {
        this.most = most;
    }

    void add(WindowPoint window) {
        if (!points.isEmpty()) {
            WindowPoint last = points.get(points.size() - 1);
            if (last.last() - last.first() + 1 < windowsPerPoint) {
                points.set(points.size() - 1, last.merge(window));
                return;
            }
        }
        if (points.size() == most) {
            List<WindowPoint> merged = new ArrayList<>();
            for (int i = 0; i + 1 < points.size(); i += 2) {
                merged.add(points.get(i).merge(points.get(i + 1)));
            }
            points = merged;
            windowsPerPoint *= 2;
        }
        points.add(window);
    }

    List<WindowPoint> points() {
        return points;
    }
}
