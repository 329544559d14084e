// The programs that a script's source runs: calls such as subprocess.run(["git", ...]),
// execFileSync("git"), shell_exec("date | sort") and `date` with a literal (program_calls.cc has
// the table). Comments and strings elsewhere do not count.
//
// A lexer only, and tolerant: damaged source yields what could be read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::select {

enum class CallLanguage { python, javascript, ruby, php, perl, r, lua, elixir };

struct ProgramCall {
  std::string program;
  std::string call;  // "subprocess.run"
};

struct ProgramCalls {
  std::vector<ProgramCall> programs;  // each program once
  std::string shell_call;             // the first call that needs a shell; empty: none
};

// By the ending of the file's name, or by its first line. Empty: another language.
std::optional<CallLanguage> call_language(std::string_view path, std::string_view head);

ProgramCalls read_program_calls(std::string_view text, CallLanguage language);

}  // namespace whittle::select
