// The command line of one command, as values: parser.h reads arguments by it, help.h shows it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace whittle::cli {

using Arguments = std::vector<std::string>;  // what follows the command's name

// A whole number within bounds.
struct Number {
  int* value;
  int least;
  int most;
};

// Where the value of an option goes: its type says how often an option may be given, and whether it
// takes a value. Owned by the caller; what it holds before is the default.
using Target = std::variant<bool*,                        // a flag, without a value
                            Number,                       //
                            std::string*,                 // once
                            std::optional<std::string>*,  // once; an empty text is a value too
                            std::vector<std::string>*>;   // each time one value

enum class Needed { no, yes };

struct Option {
  std::string names;        // "-o,--output"; of a positional argument "IMAGE"
  std::string placeholder;  // what the value is: "DIR"; empty for flags and positional arguments
  std::string help;
  Target target;
  Needed needed = Needed::no;
};

struct Group {
  std::string title;
  std::vector<Option> options;
};

struct CommandLine {
  std::string name;               // "whittle minify"
  std::string usage;              // what follows the name: "[options] IMAGE [-- ARG...]"
  std::string summary;            // what the command does, in one or two sentences
  std::vector<Option> arguments;  // positional, in their order
  std::string rest;               // what the arguments after "--" are; empty: none are expected
  std::vector<Group> groups;
  // Long names of the options that most runs need: --help shows them first.
  std::vector<std::string> common;
  std::vector<std::string> examples;
};

}  // namespace whittle::cli
