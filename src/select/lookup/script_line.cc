#include "select/lookup/script_line.h"

#include "select/lookup/programs.h"
#include "text/split.h"

namespace whittle::select {

std::optional<ScriptLine> read_script_line(std::string_view head) {
  constexpr std::string_view kBlank = " \t\r";
  head = head.substr(0, kScriptHead);
  if (!head.starts_with("#!")) return std::nullopt;
  std::string_view line = head.substr(2, head.substr(2).find_first_of(std::string_view("\n\0", 2)));
  const std::size_t start = line.find_first_not_of(kBlank);
  if (start == std::string_view::npos) return std::nullopt;
  line = line.substr(start, line.find_last_not_of(kBlank) - start + 1);
  const std::size_t end = line.find_first_of(kBlank);
  ScriptLine result = {std::string(line.substr(0, end)), ""};
  if (end != std::string_view::npos) {
    result.argument = line.substr(line.find_first_not_of(kBlank, end));
  }
  return result;
}

std::string program_of_env(std::string_view argument) {
  for (std::string word : text::split(argument, " \t")) {
    if (word.starts_with("-S") && word.size() > 2) word.erase(0, 2);
    if (word.starts_with('-') || word.find('=') != std::string::npos) continue;
    return word;
  }
  return {};
}

}  // namespace whittle::select
