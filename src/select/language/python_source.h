// The modules that Python source names: import statements (docs.python.org, "The import
// statement"), importlib.import_module() and __import__() with a literal, and strings that may name
// a module.
//
// A lexer only, and tolerant: damaged source yields what could be read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::select {

struct PythonImport {
  // An import in a function only runs when the function is called.
  enum class When { at_load, in_function };

  std::size_t dots = 0;            // of a relative import
  std::string module;              // "a.b"; may be empty after dots
  std::vector<std::string> names;  // of "from a.b import c, d"
  When when = When::at_load;

  // As an import statement.
  std::string text() const;
  bool operator==(const PythonImport&) const = default;
};

struct PythonSource {
  std::vector<PythonImport> imports;
  std::vector<std::string> names;  // strings that are an identifier or a dotted name, each once
};

PythonSource read_python_source(std::string_view text);

}  // namespace whittle::select
