#include "rehearse/runtimes/kept_files.h"

namespace whittle::rehearse {
namespace {

// A module is loaded with its native part, not started. Directories of units are searched last.
constexpr const char* kBeamDriver =
    "[T, _ | Units] = init:get_plain_arguments(), "
    "[code:add_pathz(D) || D <- lists:usort([filename:dirname(U) || U <- Units])], "
    "Say = fun(K, N, W) -> io:format(\"~n~ts ~ts ~w ~ts~n\", [T, K, N, W]) end, "
    "lists:foldl(fun(U, N) -> Say(\"b\", N, \"\"), "
    "case catch code:ensure_loaded(list_to_atom(filename:basename(U, \".beam\"))) of "
    "{module, _} -> Say(\"l\", N, \"\"); "
    "Error -> Say(\"f\", N, io_lib:format(\"~0p\", [Error])) end, N + 1 end, 0, Units), "
    "halt(0).";

bool is_beam(const KeptFile& file) {
  return file.path.ends_with(".beam");
}

}  // namespace

std::vector<Plan> plan_beam(const Selected& selected) {
  const std::vector<std::string> programs =
      executed_programs(selected, [](std::string_view name) { return name == "erl"; });
  if (programs.empty()) return {};
  Plan plan{.runtime = "BEAM",
            .verb = "load",
            .command = {programs.front(), "-noshell", "-noinput", "-eval", kBeamDriver, "-extra"},
            .options = "-",
            .units = {},
            .opener = ""};
  for (const KeptFile& file : unread_files(selected, is_beam)) {
    plan.units.push_back({file.path, file.path});
  }
  return {plan};
}

}  // namespace whittle::rehearse
