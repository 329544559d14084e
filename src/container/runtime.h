// Calls to an OCI runtime's command line (runc(8), crun(1)): one process each, its log read for
// what it has to say when it refuses.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "base/subprocess.h"
#include "whittle/exit.h"

namespace whittle::container {

class Runtime {
 public:
  // State and log go below directory (absolute). Throws Error with a hint when there is no such
  // program.
  Runtime(std::string name, std::filesystem::path directory);

  // RUNTIME [global options] ARGUMENTS...; the log of an earlier call is thrown away.
  base::Command command(const std::vector<std::string>& arguments) const;

  // What the last call logged as its error, one line; empty when it logged none.
  std::string complaint() const;

  // Throws Error "RUNTIME cannot VERB the container: its own words", with a hint where one is
  // known.
  [[noreturn]] void refuse(const std::string& verb, Exit exit) const;

  // delete --force, whatever is left; not interruptible, tells nothing: what stays is found by the
  // caller.
  void remove(const std::string& id) const;

  const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::string program_;
  std::filesystem::path directory_;
};

// To its end, Ctrl-C or not: for clean-up. Killed after ten seconds.
void run_uninterrupted(const base::Command& command);

// The hint for a runtime's message; empty: none is known.
std::string hint_for(const std::string& runtime, const std::string& message);

}  // namespace whittle::container
