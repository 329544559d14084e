#include <set>

#include "rehearse/runtimes/kept_files.h"

namespace whittle::rehearse {
namespace {

constexpr const char* kRDriver =
    "local({ a <- commandArgs(TRUE); units <- a[-(1:2)]; "
    "say <- function(kind, unit, words = '') "
    "cat('\\n', a[1], ' ', kind, ' ', unit - 1L, ' ', gsub('\\n', ' ', words), '\\n', sep = ''); "
    "for (i in seq_along(units)) { say('b', i); "
    "why <- tryCatch({ suppressWarnings(suppressMessages(loadNamespace(units[i]))); NULL }, "
    "error = function(e) substr(conditionMessage(e), 1, 200)); "
    "if (is.null(why)) say('l', i) else say('f', i, why) }; "
    "quit('no', 0, FALSE) })";

// LIBRARY/NAME/R/NAME.rdb: the code of an installed package.
std::string package_of(const std::string& path) {
  const std::string_view file = file_name(path);
  if (!file.ends_with(".rdb")) return "";
  const std::string name(file.substr(0, file.size() - 4));
  return path.ends_with("/" + name + "/R/" + name + ".rdb") ? name : "";
}

}  // namespace

std::vector<Plan> plan_r(const Selected& selected) {
  const std::vector<std::string> programs =
      executed_programs(selected, [](std::string_view name) { return name == "Rscript"; });
  if (programs.empty()) return {};
  Plan plan{.runtime = "R",
            .verb = "loadNamespace",
            .command = {programs.front(), "--no-save", "--no-restore", "-e", kRDriver},
            .options = "-",  // R would drop an empty argument
            .units = {},
            .opener = ""};
  std::set<std::string> names;
  for (const KeptFile& file :
       unread_files(selected, [](const KeptFile& one) { return !package_of(one.path).empty(); })) {
    std::string name = package_of(file.path);
    if (names.insert(name).second) plan.units.push_back({std::move(name), file.path});
  }
  return {plan};
}

}  // namespace whittle::rehearse
