#include "container/oci_runtime.h"

#include <unistd.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "base/fd.h"
#include "container/container.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

constexpr std::size_t kMaxLog = std::size_t{1} << 20;

struct KnownError {
  const char* words;  // part of the runtime's message
  const char* hint;
};

// The first row that matches is used.
constexpr KnownError kKnownErrors[] = {
    {"cgroups in hybrid mode",
     "crun does not support the hybrid cgroup layout (v1 and v2 mixed): try --runtime runc"},
    {"invalid file system type on",
     "crun does not support the hybrid cgroup layout (v1 and v2 mixed): try --runtime runc"},
    {"cgroup",
     "the runtime does not support this machine's cgroup layout: try --runtime runc or crun"},
    {"executable file not found in $PATH",
     "the command is not in the image: give another after --, or with --entrypoint"},
    {"executable file `",
     "the command is not in the image: give another after --, or with --entrypoint"},
    {"exec format error", "the program is for another architecture, or a script without a #! line"},
    {"seccomp",
     "the seccomp profile has a call or an action that this runtime or kernel does not know"},
    {"is a directory", "the command is a directory: give a program after --, or with --entrypoint"},
    {"o such file or directory", "the program, or its interpreter, is not in the image"},
    {"ermission denied", "the program is not executable for the container's user: see --user"},
    {"operation not permitted",
     "whittle needs all of root's privileges: run it with sudo, outside a container"},
};

std::string package_hint(const std::string& runtime) {
  const bool packaged = runtime == "runc" || runtime == "crun";
  return packaged ? "apt-get install " + runtime : "--runtime takes runc, crun or the path of one";
}

std::string find_runtime(const std::string& name) {
  const auto program = base::find_program(name);
  if (!program) throw Error("no OCI runtime " + name, package_hint(name));
  return *program;
}

std::string one_line(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text;
}

}  // namespace

OciRuntime::OciRuntime(std::string name, std::filesystem::path directory)
    : name_(std::move(name)), program_(find_runtime(name_)), directory_(std::move(directory)) {}

base::Command OciRuntime::command(const std::vector<std::string>& arguments) const {
  const std::string log = (directory_ / "runtime.log").string();
  ::unlink(log.c_str());
  base::Command command;
  command.arguments = {program_, "--root", (directory_ / "runtime-state").string(),
                       "--log",  log,      "--log-format",
                       "json"};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  return command;
}

std::string OciRuntime::error_message() const {
  std::string log;
  try {
    log = base::read_file(directory_ / "runtime.log", kMaxLog);
  } catch (const Error&) {
    return "";  // nothing was logged
  }
  std::string last;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    const auto entry = nlohmann::json::parse(line, nullptr, false);
    if (!entry.is_object() || !entry.contains("msg") || !entry["msg"].is_string()) continue;
    const auto level = entry.find("level");
    if (level != entry.end() && *level != "error" && *level != "fatal") continue;
    last = entry["msg"].get<std::string>();
  }
  return one_line(last);
}

void OciRuntime::throw_failure(const std::string& verb, Exit exit) const {
  const std::string words = error_message();
  throw Error(name_ + " cannot " + verb +
                  " the container: " + (words.empty() ? "it " + exit.describe() : words),
              hint_for(name_, words));
}

void OciRuntime::remove(const std::string& id) const {
  try {
    run_uninterrupted(command({"delete", "--force", id}));
  } catch (const Error&) {
    // Clean-up continues without the runtime.
  }
}

void run_uninterrupted(const base::Command& command) {
  base::Subprocess child(command);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!child.poll() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

std::string hint_for(const std::string& runtime, const std::string& message) {
  for (const KnownError& known : kKnownErrors) {
    if (message.find(known.words) != std::string::npos) return known.hint;
  }
  return message.empty()
             ? ""
             : "try another runtime: --runtime " + std::string(runtime == "runc" ? "crun" : "runc");
}

std::string runtime_version(const std::string& runtime) {
  const base::Output output = base::run({.arguments = {find_runtime(runtime), "--version"}});
  std::istringstream words(output.out);  // "runc version 1.1.5+ds1"
  std::string name;
  std::string version;
  std::string number;
  words >> name >> version >> number;
  if (!output.exit.success() || version != "version") {
    throw Error(runtime + " is not an OCI runtime: it prints no version", package_hint(runtime));
  }
  return name + " " + number.substr(0, number.find('+'));
}

}  // namespace whittle::container
