#include "report/comparison_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "report/summary_text.h"

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

std::string plain(std::string text) {
  for (char& character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || byte == 0x7f) character = '?';
  }
  return text;
}

std::string signed_size(std::int64_t bytes) {
  if (bytes == 0) return "0 B";
  return (bytes < 0 ? "-" : "+") + human_size(std::abs(bytes));
}

std::string line(const Row& row) {
  return fmt::format("{:>10} {:>10} {:>11} {:>7} {:>7}  {}{}\n", human_size(row.before.bytes),
                     human_size(row.after.bytes), signed_size(difference(row)), row.before.files,
                     row.after.files, plain(row.name),
                     row.note.empty() ? "" : "  (" + plain(row.note) + ")");
}

std::string head(const std::string& title) {
  return fmt::format("\n{:>10} {:>10} {:>11} {:>7} {:>7}  {}\n", "before", "after", "difference",
                     "files", "after", title);
}

// Largest difference first; what is not shown is one row, so that the table adds up.
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
      text += line(rows[at]);
      continue;
    }
    add(others.before, rows[at].before);
    add(others.after, rows[at].after);
    ++hidden;
  }
  if (hidden == 0) return text;
  others.name = fmt::format("{} more", hidden);
  return text + line(others);
}

std::string package_note(const PackageRow& row) {
  if (row.package.empty()) return "";
  std::string note(package_fate_name(row.fate));
  if (row.fate == PackageFate::changed) {
    return note + ": " + row.version_before + " to " + row.version_after;
  }
  if (row.fate == PackageFate::partial && row.tally.removed.files > 0) {
    note += fmt::format(", {} of {} files", row.tally.before.files - row.tally.removed.files,
                        row.tally.before.files);
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
  std::string text = fmt::format("\n{:>10} {:>7}  reason\n", "bytes", "files");
  const auto row = [&text](std::int64_t bytes, const std::string& files, const std::string& name) {
    text += fmt::format("{:>10} {:>7}  {}\n", human_size(bytes), files, plain(name));
  };
  std::vector<ReasonRow> rows = comparison.reasons;
  std::stable_sort(rows.begin(), rows.end(), [](const ReasonRow& left, const ReasonRow& right) {
    if (left.kept != right.kept) return left.kept;
    return left.side.bytes > right.side.bytes;
  });
  for (const ReasonRow& reason : rows) {
    row(reason.side.bytes, std::to_string(reason.side.files),
        (reason.kept ? "kept: " : "dropped: ") + reason.rule);
  }
  if (comparison.shrunk_bytes != 0) {
    row(comparison.shrunk_bytes, "", "dropped: of files that are kept with less in them");
  }
  return text;
}

std::string changed_paths(const Comparison& comparison, std::size_t top) {
  std::string text;
  std::size_t count = 0;
  for (const PathChange& change : comparison.changes) {
    if (change.kind != PathChange::Kind::changed || ++count > top) continue;
    text += fmt::format("  {}: {}\n", plain(change.path), change.what);
  }
  if (count == 0) return "";
  if (count > top) text += fmt::format("  and {} more\n", count - top);
  return "\nchanged\n" + text;
}

}  // namespace

std::string comparison_text(const Comparison& comparison, std::size_t top) {
  const Tally& total = comparison.total;
  const auto count = [](const Side& side) {
    return fmt::format("{} files, {}", side.files, human_size(side.bytes));
  };
  std::string text = fmt::format("before   {}: {}\nafter    {}: {}\n", plain(comparison.before),
                                 count(total.before), plain(comparison.after), count(total.after));
  text += fmt::format("removed  {}\nadded    {}\nchanged  {}\n", count(total.removed),
                      count(total.added), count(total.changed));
  const bool has_packages =
      comparison.packages.size() > 1 ||
      (comparison.packages.size() == 1 && !comparison.packages.front().package.empty());
  if (has_packages) text += table("package", package_rows(comparison), top);
  text += table("directory", directory_rows(comparison), top);
  text += reasons(comparison);
  text += changed_paths(comparison, top);
  for (const std::string& warning : comparison.warnings)
    text += "warning  " + plain(warning) + "\n";
  return text;
}

}  // namespace whittle::report
