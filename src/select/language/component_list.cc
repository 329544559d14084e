#include "select/language/component_list.h"

#include "select/language/tree_lookup.h"

namespace whittle::select {

std::set<std::string> read_component_list(std::string_view text) {
  constexpr std::string_view kElement = "<component ";
  constexpr std::string_view kUri = " uri=\"";
  std::set<std::string> libraries;
  if (text.find("<components") == std::string_view::npos) return libraries;
  for (std::size_t at = text.find(kElement); at != std::string_view::npos;
       at = text.find(kElement, at + 1)) {
    const std::string_view element = text.substr(at, text.find('>', at) - at);
    const std::size_t uri = element.find(kUri);
    if (uri == std::string_view::npos) continue;
    const std::string_view value = element.substr(uri + kUri.size());
    const std::string_view file = base_name(value.substr(0, value.find('"')));
    if (file.ends_with(".so")) libraries.emplace(file);
  }
  return libraries;
}

}  // namespace whittle::select
