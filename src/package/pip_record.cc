#include "package/pip_record.h"

#include "package/stanzas.h"

namespace whittle::package {
namespace {

// The first column, without quotes.
std::string path_of(std::string_view line) {
  if (!line.starts_with('"')) return std::string(line.substr(0, line.find(',')));
  std::string path;
  for (std::size_t at = 1; at < line.size(); ++at) {
    if (line[at] == '"' && (at + 1 == line.size() || line[++at] != '"')) break;
    path += line[at];
  }
  return path;
}

}  // namespace

std::vector<RecordedFile> recorded_files(std::string_view record, const std::string& site,
                                         PathFinder& paths) {
  std::vector<RecordedFile> files;
  while (!record.empty()) {
    const char* begin = record.data();
    const std::string path = path_of(trimmed(take_line(record)));
    if (path.empty()) continue;
    files.push_back({{begin, static_cast<std::size_t>(record.data() - begin)},
                     paths.find(path.starts_with('/') ? path : site + "/" + path)});
  }
  return files;
}

}  // namespace whittle::package
