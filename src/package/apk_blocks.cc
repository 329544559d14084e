#include "package/apk_blocks.h"

#include "package/stanzas.h"

namespace whittle::package {

std::vector<ApkLine> apk_lines(std::string_view block) {
  std::vector<ApkLine> lines;
  std::string_view directory;
  while (!block.empty()) {
    const char* begin = block.data();
    const std::string_view line = take_line(block);
    ApkLine parsed{.text = {begin, static_cast<std::size_t>(block.data() - begin)}};
    if (line.size() >= 2 && line[1] == ':') {
      parsed.letter = line[0];
      parsed.value = line.substr(2);
    }
    if (parsed.letter == 'F') directory = parsed.value;
    parsed.directory = directory;
    lines.push_back(parsed);
  }
  return lines;
}

std::optional<NodeId> apk_node(const ApkLine& line, PathFinder& paths) {
  if (line.letter == 'F') return paths.directory(line.value);
  return paths.find(std::string(line.directory) + "/" + std::string(line.value));
}

}  // namespace whittle::package
