// What JavaScript asks for by name, read from its text alone: require(), import and export
// declarations, import() (ECMA-262, "Modules"; nodejs.org, "Modules"), files beside itself by way
// of __dirname or import.meta.url, and strings that may name a package.
//
// Lexical and tolerant: whether a slash divides or starts a regular expression is told from what
// stands before it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::select {

struct ModuleReference {
  enum class Form {
    require,
    import,
    prefix,  // what comes behind is computed: require("./locale/" + name)
    file,    // of __dirname or import.meta.url; relative, not a module
  };
  Form form = Form::require;
  std::string specifier;

  bool operator==(const ModuleReference&) const = default;
};

struct JavascriptSource {
  std::vector<ModuleReference> references;
  std::vector<std::string> names;  // strings that could be a package's name; none twice
  bool computed = false;           // something is required whose name is wholly computed
};

JavascriptSource read_javascript_source(std::string_view text);

}  // namespace whittle::select
