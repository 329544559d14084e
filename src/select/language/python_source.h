// What Python source asks for by name, read from its text alone: the language reference's import
// statements, importlib.import_module() and __import__() with a literal, and the strings that may
// name a module.
//
// Lexical and tolerant: damaged source yields what could be read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::select {

struct PythonImport {
  // Imports in functions run when the function is called, if ever.
  enum class When { at_load, in_function };

  std::size_t dots = 0;            // of a relative import
  std::string module;              // "a.b"; may be empty behind dots
  std::vector<std::string> names;  // of "from a.b import c, d"
  When when = When::at_load;

  // As it would be written.
  std::string text() const;
  bool operator==(const PythonImport&) const = default;
};

struct PythonSource {
  std::vector<PythonImport> imports;
  std::vector<std::string> names;  // strings that are an identifier or several with dots; no twice
};

PythonSource read_python_source(std::string_view text);

}  // namespace whittle::select
