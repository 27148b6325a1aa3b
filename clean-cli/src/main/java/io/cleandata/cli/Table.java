package io.cleandata.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lines of text in columns. */
final class Table {
    private record Row(List<String> cells, UnaryOperator<String> style) {}

    private final boolean[] right;
    private final List<Row> rows = new ArrayList<>();

    /** @param columns one letter each, {@code l} for left and {@code r} for right alignment */
    Table(String columns) {
        right = new boolean[columns.length()];
        for (int i = 0; i < right.length; i++) {
            right[i] = columns.charAt(i) == 'r';
        }
    }

    Table row(String... cells) {
        return row(UnaryOperator.identity(), cells);
    }

    /** Adds a row that is styled as a whole, which does not change its width. */
    Table row(UnaryOperator<String> style, String... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException("a row has " + right.length + " cells, not " + cells.length);
        }
        rows.add(new Row(List.of(cells), style));
        return this;
    }

    List<String> lines() {
        int[] widths = new int[right.length];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.cells().get(i).length());
            }
        }
        return rows.stream()
                .map(row -> row.style().apply(line(row.cells(), widths)))
                .toList();
    }

    private String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ")
                    .append(right[i] ? space : "")
                    .append(cells.get(i))
                    .append(right[i] ? "" : space);
        }
        return line.toString().stripTrailing();
    }
}
