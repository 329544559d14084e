#include "select/language/not_for_run_time.h"

#include <algorithm>
#include <array>

#include "text/names.h"

namespace whittle::select {
namespace {

constexpr std::array<std::string_view, 31> kDirectoriesNotForRunTime = {
    ".git",        ".svn",          ".hg",         ".bzr",        "CVS",           ".github",
    ".gitlab",     ".circleci",     ".vscode",     ".idea",       ".devcontainer", ".cache",
    ".npm",        ".yarn",         ".cargo",      ".m2",         ".gradle",       ".bundle",
    "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".tox",          ".nox",
    ".nyc_output", "coverage",      "htmlcov",     "docs",        "doc",           "examples",
    "benchmarks"};
constexpr std::array<std::string_view, 7> kTests = {"test",  "tests", "__tests__", "spec",
                                                    "specs", "e2e",   "__mocks__"};
constexpr std::array<std::string_view, 6> kStructure = {"tmp",  "temp", "log",
                                                        "logs", "run",  "cache"};
constexpr std::array<std::string_view, 23> kFiles = {
    ".dockerignore", ".gitignore",     ".gitattributes", ".gitmodules",   ".editorconfig",
    ".env.example",  ".env.sample",    ".npmignore",     ".DS_Store",     "Thumbs.db",
    "Makefile",      "Vagrantfile",    "Jenkinsfile",    "Procfile.dev",  "package-lock.json",
    "yarn.lock",     "pnpm-lock.yaml", "poetry.lock",    "tsconfig.json", "tox.ini",
    "pytest.ini",    ".gitlab-ci.yml", ".travis.yml"};
constexpr std::array<std::string_view, 8> kFileStarts = {
    "Dockerfile", "docker-compose.", "compose.y", "README",
    "CHANGELOG",  "CONTRIBUTING",    ".eslintrc", ".prettierrc"};
constexpr std::array<std::string_view, 18> kSuffixes = {
    ".md", ".rst", ".map", ".d.ts",    ".log",     ".swp",     ".orig",    ".rej",     "~",
    ".o",  ".obj", ".gch", ".test.js", ".spec.js", ".test.ts", ".spec.ts", "_test.go", ".pyc"};
constexpr std::array<std::string_view, 21> kCompiled = {
    ".c",  ".cc",  ".cpp", ".cxx", ".h",    ".hh", ".hpp",   ".hxx",   ".a",  ".la", ".go",
    ".rs", ".zig", ".d",   ".hs",  ".java", ".kt", ".scala", ".swift", ".cs", ".nim"};

template <typename Names>
bool has_suffix(const Names& suffixes, std::string_view name) {
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [&](std::string_view suffix) { return name.ends_with(suffix); });
}

}  // namespace

Purpose purpose_of_directory(std::string_view name) {
  if (text::is_one_of(kDirectoriesNotForRunTime, name) || text::is_one_of(kTests, name))
    return Purpose::other;
  return text::is_one_of(kStructure, name) ? Purpose::structure : Purpose::run;
}

bool other_by_suffix_only(std::string_view name) {
  const bool start = std::any_of(kFileStarts.begin(), kFileStarts.end(),
                                 [&](std::string_view text) { return name.starts_with(text); });
  return !start && !text::is_one_of(kFiles, name) && has_suffix(kSuffixes, name);
}

Purpose purpose_of_file(std::string_view name) {
  const bool start = std::any_of(kFileStarts.begin(), kFileStarts.end(),
                                 [&](std::string_view text) { return name.starts_with(text); });
  if (start || text::is_one_of(kFiles, name) || has_suffix(kSuffixes, name)) return Purpose::other;
  return Purpose::run;
}

bool is_build_input(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames = {"Makefile", "makefile", "GNUmakefile",
                                                      "CMakeLists.txt", "meson.build"};
  constexpr std::array<std::string_view, 14> kEnds = {".mk",  ".cmake", ".pc",   ".h",  ".hh",
                                                      ".hpp", ".hxx",   ".a",    ".la", ".o",
                                                      ".obj", ".gyp",   ".gypi", ".am"};
  return text::is_one_of(kNames, name) || has_suffix(kEnds, name);
}

bool is_compiled_source(std::string_view name) {
  return has_suffix(kCompiled, name);
}

}  // namespace whittle::select
