#include "report/comparison_text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "report/summary_text.h"
#include "text/align.h"
#include "text/one_line.h"
#include "text/size.h"

namespace whittle::report {
namespace {

struct Row {
  std::string name;
  Side before;
  Side after;
  std::string note;
};

std::int64_t difference(const Row& row) {
  return row.after.bytes - row.before.bytes;
}

void add(Side& sum, const Side& side) {
  sum.files += side.files;
  sum.bytes += side.bytes;
}

std::string signed_size(std::int64_t bytes) {
  if (bytes == 0) return "0 B";
  return (bytes < 0 ? "-" : "+") + text::size(std::abs(bytes));
}

std::string columns(const std::array<std::string, 5>& cells, const std::string& last) {
  constexpr std::size_t kWidths[] = {10, 10, 11, 7, 7};
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    text += text::align_right(cells[i], kWidths[i]) + " ";
  }
  return text + " " + last + "\n";
}

std::string table_line(const Row& row) {
  const std::string note = row.note.empty() ? "" : "  (" + text::one_line(row.note) + ")";
  return columns(
      {text::size(row.before.bytes), text::size(row.after.bytes), signed_size(difference(row)),
       std::to_string(row.before.files), std::to_string(row.after.files)},
      text::one_line(row.name) + note);
}

std::string head(const std::string& title) {
  return "\n" + columns({"before", "after", "difference", "files", "after"}, title);
}

// Largest difference first. The rows that are left out become one row, so that the table adds up.
std::string table(const std::string& title, std::vector<Row> rows, std::size_t top) {
  if (rows.empty()) return "";
  std::stable_sort(rows.begin(), rows.end(), [](const Row& left, const Row& right) {
    return std::abs(difference(left)) > std::abs(difference(right));
  });
  std::string text = head(title);
  Row others;
  std::size_t hidden = 0;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (at < top) {
      text += table_line(rows[at]);
      continue;
    }
    add(others.before, rows[at].before);
    add(others.after, rows[at].after);
    ++hidden;
  }
  if (hidden == 0) return text;
  others.name = std::to_string(hidden) + " more";
  return text + table_line(others);
}

std::string package_note(const PackageRow& row) {
  if (row.package.empty()) return "";
  std::string note(package_change_name(row.change));
  if (row.change == PackageChange::changed) {
    return note + ": " + row.version_before + " to " + row.version_after;
  }
  if (row.change == PackageChange::partial && row.tally.removed.files > 0) {
    note += ", " + std::to_string(row.tally.before.files - row.tally.removed.files) + " of " +
            std::to_string(row.tally.before.files) + " files";
  }
  return note;
}

std::vector<Row> package_rows(const Comparison& comparison) {
  std::vector<Row> rows;
  for (const PackageRow& row : comparison.packages) {
    rows.push_back({row.package.empty() ? "no package" : row.package, row.tally.before,
                    row.tally.after, package_note(row)});
  }
  return rows;
}

std::vector<Row> directory_rows(const Comparison& comparison) {
  std::vector<Row> rows;
  for (const DirectoryRow& row : comparison.directories) {
    rows.push_back({row.directory, row.tally.before, row.tally.after, ""});
  }
  return rows;
}

std::string reasons(const Comparison& comparison) {
  if (comparison.reasons.empty()) return "";
  std::string text;
  const auto row = [&text](const std::string& bytes, const std::string& files,
                           const std::string& name) {
    text += text::align_right(bytes, 10) + " " + text::align_right(files, 7) + "  " +
            text::one_line(name) + "\n";
  };
  row("bytes", "files", "reason");
  std::vector<ReasonRow> rows = comparison.reasons;
  std::stable_sort(rows.begin(), rows.end(), [](const ReasonRow& left, const ReasonRow& right) {
    if (left.kept != right.kept) return left.kept;
    return left.side.bytes > right.side.bytes;
  });
  for (const ReasonRow& reason : rows) {
    row(text::size(reason.side.bytes), std::to_string(reason.side.files),
        (reason.kept ? "kept: " : "dropped: ") + reason.rule);
  }
  if (comparison.shrunk_bytes != 0) {
    row(text::size(comparison.shrunk_bytes), "", "dropped: from files that are kept in part");
  }
  return text;
}

std::string changed_paths(const Comparison& comparison, std::size_t top) {
  std::string text;
  std::size_t count = 0;
  for (const PathChange& change : comparison.changes) {
    if (change.kind != PathChange::Kind::changed || ++count > top) continue;
    text += "  " + text::one_line(change.path) + ": " + change.what + "\n";
  }
  if (count == 0) return "";
  if (count > top) text += "  and " + std::to_string(count - top) + " more\n";
  return "\nchanged\n" + text;
}

}  // namespace

std::string comparison_text(const Comparison& comparison, std::size_t top) {
  const Tally& total = comparison.total;
  const auto count = [](const Side& side) {
    return std::to_string(side.files) + " files, " + text::size(side.bytes) + "\n";
  };
  std::string text = "before   " + text::one_line(comparison.before) + ": " + count(total.before);
  text += "after    " + text::one_line(comparison.after) + ": " + count(total.after);
  text += "removed  " + count(total.removed) + "added    " + count(total.added);
  text += "changed  " + count(total.changed);
  const bool has_packages =
      comparison.packages.size() > 1 ||
      (comparison.packages.size() == 1 && !comparison.packages.front().package.empty());
  if (has_packages) text += table("package", package_rows(comparison), top);
  text += table("directory", directory_rows(comparison), top);
  text += reasons(comparison);
  text += changed_paths(comparison, top);
  for (const std::string& warning : comparison.warnings)
    text += "warning  " + text::one_line(warning) + "\n";
  return text;
}

}  // namespace whittle::report
