#include "package/rpm_files.h"

#include <vector>

namespace whittle::package {
namespace {

std::vector<std::string_view> split_at_tabs(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t tab; (tab = line.find('\t')) != line.npos; line.remove_prefix(tab + 1)) {
    fields.push_back(line.substr(0, tab));
  }
  fields.push_back(line);
  return fields;
}

}  // namespace

std::optional<ManifestLine> parse_manifest_line(std::string_view line) {
  const std::vector<std::string_view> fields = split_at_tabs(line);
  if (fields.size() >= 8) {
    ManifestLine parsed{std::string(fields[0]), std::string(fields[1]), std::string(fields[7])};
    const std::string_view epoch = fields[5];
    if (!epoch.empty() && epoch != "0" && epoch != "(none)") {
      parsed.version = std::string(epoch) + ":" + parsed.version;
    }
    return parsed;
  }
  const std::size_t dot = line.rfind('.');
  if (dot == line.npos || dot == 0) return std::nullopt;
  const std::size_t release = line.rfind('-', dot);
  if (release == line.npos || release == 0) return std::nullopt;
  const std::size_t version = line.rfind('-', release - 1);
  if (version == line.npos || version == 0) return std::nullopt;
  return ManifestLine{std::string(line.substr(0, version)),
                      std::string(line.substr(version + 1, dot - version - 1)),
                      std::string(line.substr(dot + 1))};
}

}  // namespace whittle::package
