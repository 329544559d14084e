// Runs commands of an OCI runtime (runc(8), crun(1)), one process each, and reads the error message
// from its log.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "base/subprocess.h"
#include "whittle/exit.h"

namespace whittle::container {

class OciRuntime {
 public:
  // Keeps state and log below directory, which is absolute. Throws Error with a hint if there is no
  // such program.
  OciRuntime(std::string name, std::filesystem::path directory);

  // RUNTIME [global options] ARGUMENTS...; removes the log of an earlier call.
  base::Command command(const std::vector<std::string>& arguments) const;

  // The error that the last call logged, on one line; empty if there is none.
  std::string error_message() const;

  // Throws Error "RUNTIME cannot VERB the container: MESSAGE", with a hint if one is known.
  [[noreturn]] void throw_failure(const std::string& verb, Exit exit) const;

  // delete --force. Not interruptible, reports no failure: the caller removes what is left.
  void remove(const std::string& id) const;

  const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::string program_;
  std::filesystem::path directory_;
};

// Runs the command for clean-up, ignoring interruption. Kills it after ten seconds.
void run_uninterrupted(const base::Command& command);

// The hint for a runtime's message; empty if none is known.
std::string hint_for(const std::string& runtime, const std::string& message);

}  // namespace whittle::container
