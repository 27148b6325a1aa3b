package io.cleandata.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The windows' rules again, as plainly as they can be written: lists, no cleverness. What the engine emits must be the same. */
final class WindowRules {

    /** A sample: its number, partition, event time and time of arrival in milliseconds. */
    record Item(long id, String partition, long time, long arrived) {}

    /** A window: numbers of its samples, how many of them were shown before, whether it is partial. */
    record Shown(List<Long> ids, int again, boolean partial) {}

    interface Rule {
        void sample(Item item);

        void time(long now);

        void lose(Set<String> partitions);

        void end();

        List<Shown> windows();
    }

    private WindowRules() {}

    private abstract static class Lists implements Rule {
        final List<Item> again = new ArrayList<>();
        final List<Item> fresh = new ArrayList<>();
        final List<Shown> windows = new ArrayList<>();

        void emit(boolean partial) {
            if (fresh.isEmpty()) {
                return;
            }
            List<Long> ids = new ArrayList<>();
            again.forEach(i -> ids.add(i.id()));
            fresh.forEach(i -> ids.add(i.id()));
            windows.add(new Shown(ids, again.size(), partial));
            again.addAll(fresh);
            fresh.clear();
        }

        int size() {
            return again.size() + fresh.size();
        }

        void keepLast(int count) {
            while (again.size() > count) {
                again.remove(0);
            }
        }

        @Override
        public void lose(Set<String> partitions) {
            again.removeIf(i -> partitions.contains(i.partition()));
            fresh.removeIf(i -> partitions.contains(i.partition()));
        }

        @Override
        public void end() {
            emit(true);
        }

        @Override
        public List<Shown> windows() {
            return windows;
        }
    }

    static Rule count(int size, int slide, long timeout) {
        return new Lists() {
            @Override
            public void sample(Item item) {
                fresh.add(item);
                if (size() >= size) {
                    emit(false);
                    keepLast(size - slide);
                }
            }

            @Override
            public void time(long now) {
                if (!fresh.isEmpty() && now - fresh.get(0).arrived() >= timeout) {
                    emit(true);
                    keepLast(size - slide);
                }
            }
        };
    }

    static Rule time(long duration, int minSize, long maxWait) {
        return new Lists() {
            private long begin;

            @Override
            public void sample(Item item) {
                time(item.arrived());
                if (fresh.isEmpty()) {
                    begin = item.arrived();
                }
                fresh.add(item);
                time(item.arrived());
            }

            @Override
            public void time(long now) {
                if (fresh.isEmpty()) {
                    return;
                }
                if (now - begin >= duration && fresh.size() >= minSize) {
                    emit(false);
                    again.clear();
                } else if (now - begin >= maxWait) {
                    emit(true);
                    again.clear();
                }
            }
        };
    }

    static Rule slidingTime(long duration, long slide) {
        return new Lists() {
            private long begin;
            private long next;

            @Override
            public void sample(Item item) {
                time(item.arrived());
                if (size() == 0) {
                    begin = item.arrived();
                    next = begin + slide;
                }
                fresh.add(item);
            }

            @Override
            public void time(long now) {
                if (size() == 0 || now < next) {
                    return;
                }
                long boundary = next;
                while (next <= now) {
                    next += slide;
                }
                emit(boundary - begin < duration);
                again.removeIf(i -> i.arrived() < next - duration);
            }
        };
    }

    /** Spans of event time; the watermark is the minimum over the partitions that have spoken. Nothing is idle or lost. */
    static Rule eventTime(long duration, long slide, long lateness) {
        return new Rule() {
            private final List<Item> all = new ArrayList<>();
            private final List<Item> shownBefore = new ArrayList<>();
            private final Map<String, Long> newest = new TreeMap<>();
            private final List<Shown> windows = new ArrayList<>();
            private long watermark = Long.MIN_VALUE / 4;
            private long closed = Long.MIN_VALUE / 4;

            private long lastEnd(long time) {
                return Math.floorDiv(time, slide) * slide + duration;
            }

            @Override
            public void sample(Item item) {
                if (lastEnd(item.time()) > watermark) {
                    all.add(item);
                }
                newest.merge(item.partition(), item.time(), Math::max);
                long lowest = newest.values().stream().min(Long::compare).orElseThrow();
                watermark = Math.max(watermark, lowest - lateness);
                showUpTo(watermark, false);
            }

            private void showUpTo(long limit, boolean partial) {
                while (true) {
                    long first = Long.MAX_VALUE;
                    for (Item item : all) {
                        if (!shownBefore.contains(item)) {
                            long after = Math.max(item.time(), closed);
                            first = Math.min(first, Math.floorDiv(after - duration, slide) * slide + slide + duration);
                        }
                    }
                    if (first == Long.MAX_VALUE || first > limit) {
                        closed = Math.max(closed, limit);
                        return;
                    }
                    show(first, partial);
                    closed = first;
                }
            }

            private void show(long end, boolean partial) {
                List<Long> again = new ArrayList<>();
                List<Long> fresh = new ArrayList<>();
                shownBefore.removeIf(i -> i.time() < end - duration);
                all.removeIf(i -> i.time() < end - duration);
                for (Item item : shownBefore) {
                    again.add(item.id());
                }
                for (Item item : all) {
                    if (item.time() < end && !shownBefore.contains(item)) {
                        fresh.add(item.id());
                        shownBefore.add(item);
                    }
                }
                int before = again.size();
                again.addAll(fresh);
                windows.add(new Shown(again, before, partial));
                shownBefore.removeIf(i -> i.time() < end - duration + slide);
                all.removeIf(i -> i.time() < end - duration + slide);
            }

            @Override
            public void time(long now) {}

            @Override
            public void lose(Set<String> partitions) {}

            @Override
            public void end() {
                showUpTo(Long.MAX_VALUE - 1, true);
            }

            @Override
            public List<Shown> windows() {
                return windows;
            }
        };
    }
}
