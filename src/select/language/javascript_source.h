// The modules and files that JavaScript source names: require(), import and export declarations,
// import() (ECMA-262, "Modules"; nodejs.org, "Modules"), files relative to __dirname or
// import.meta.url, and strings that may name a package.
//
// A lexer only, and tolerant: damaged source yields what could be read. Whether a slash divides or
// starts a regular expression is decided by the token before it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::select {

struct ModuleReference {
  enum class Form {
    require,
    import,
    prefix,  // the rest is computed: require("./locale/" + name)
    file,    // relative to __dirname or import.meta.url; not a module
  };
  Form form = Form::require;
  std::string specifier;

  bool operator==(const ModuleReference&) const = default;
};

struct JavascriptSource {
  std::vector<ModuleReference> references;
  std::vector<std::string> names;  // strings that could be a package's name, each once
  bool computed = false;           // there is a require() of a name that is entirely computed
};

JavascriptSource read_javascript_source(std::string_view text);

}  // namespace whittle::select
