//! Lays out a table in columns, or row by row where the page is too narrow for columns.

use super::wrap::wrap;

/// What stands between two columns.
const GAP: usize = 2;

/// The narrowest column that can still be read.
const NARROWEST: usize = 8;

/// Returns a table as lines of at most `width` characters.
pub(super) fn table(header: &[String], rows: &[Vec<String>], width: usize) -> String {
    let available = width.saturating_sub(GAP * header.len().saturating_sub(1));
    if available < NARROWEST * header.len() {
        return records(header, rows, width);
    }
    let widths = widths(header, rows, available);
    let mut out = row(header, &widths);
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    out.push_str(&row(&rule, &widths));
    for cells in rows {
        out.push_str(&row(cells, &widths));
    }
    out
}

/// Returns the width of each column: what it asks for, where need be cut to an even share of what is left.
fn widths(header: &[String], rows: &[Vec<String>], available: usize) -> Vec<usize> {
    let wanted: Vec<usize> = (0..header.len())
        .map(|column| {
            std::iter::once(header)
                .chain(rows.iter().map(Vec::as_slice))
                .filter_map(|row| row.get(column))
                .flat_map(|cell| cell.split('\n'))
                .map(|line| line.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|column| wanted[*column]);
    let mut widths = wanted.clone();
    let mut left = available;
    for (done, column) in order.into_iter().enumerate() {
        let share = left / (wanted.len() - done);
        widths[column] = wanted[column].min(share);
        left -= widths[column];
    }
    widths
}

fn row(cells: &[String], widths: &[usize]) -> String {
    let columns: Vec<Vec<String>> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| wrap(cell, *width))
        .collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for at in 0..height {
        let mut line = String::new();
        for (column, width) in columns.iter().zip(widths) {
            let part = column.get(at).map_or("", String::as_str);
            line.push_str(&format!("{part:<width$}{:GAP$}", ""));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn records(header: &[String], rows: &[Vec<String>], width: usize) -> String {
    let mut out = String::new();
    for (index, cells) in rows.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        for (name, cell) in header.iter().zip(cells) {
            for line in wrap(&format!("{name}: {cell}"), width) {
                out.push_str(&line);
                out.push('\n');
            }
        }
    }
    out
}
