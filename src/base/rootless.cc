#include "base/rootless.h"

#include <pwd.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <vector>

#include "base/fd.h"
#include "base/subordinate_ids.h"
#include "base/subprocess.h"
#include "whittle/error.h"

namespace whittle::base {
namespace {

constexpr std::size_t kMaxTable = 1 << 20;

// A program of the package uidmap, which writes an id map of the caller's process, and its table.
struct Mapper {
  const char* program;
  const char* table;
  std::uint32_t own;
};

std::vector<std::string> command_for(const Mapper& mapper, pid_t process,
                                     const std::string& what_for) {
  const auto program = find_program(mapper.program);
  if (!program) {
    throw Error(what_for + " needs root, or " + mapper.program + " to make an ordinary user root " +
                    "of a user namespace",
                "install uidmap, or run it with sudo");
  }
  // getpwuid(3) is safe here: nothing else in this process asks for users.
  const passwd* user = ::getpwuid(::getuid());  // NOLINT(concurrency-mt-unsafe)
  const std::string name = user ? user->pw_name : "";
  std::string text;
  try {
    text = read_file(mapper.table, kMaxTable);
  } catch (const Error&) {
    // A missing file counts as empty.
  }
  const std::vector<IdRange> ranges = subordinate_ids(text, name, ::getuid());
  if (ranges.empty()) {
    throw Error(what_for + " needs root, or ids for the users of the image: " + mapper.table +
                    " has none for " + (name.empty() ? "this user" : name),
                "as root, with 65536 ids that no other user has: usermod --add-subuids FIRST-LAST "
                "--add-subgids FIRST-LAST " +
                    (name.empty() ? "USER" : name) + "; or run whittle with sudo");
  }
  std::vector<std::string> command = {*program, std::to_string(process)};
  for (std::string& word : id_map_arguments(mapper.own, ranges)) command.push_back(std::move(word));
  return command;
}

[[noreturn]] void run_all(const std::vector<std::vector<std::string>>& commands) {
  for (const std::vector<std::string>& command : commands) {
    const pid_t child = ::fork();
    if (child == 0) {
      std::vector<char*> arguments;
      arguments.reserve(command.size() + 1);
      for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
      arguments.push_back(nullptr);
      ::execv(arguments[0], arguments.data());
      ::_exit(127);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0) ::_exit(1);
  }
  ::_exit(0);
}

}  // namespace

void become_root_of_user_namespace(const std::string& what_for) {
  const Mapper mappers[] = {{"newuidmap", "/etc/subuid", ::getuid()},
                            {"newgidmap", "/etc/subgid", ::getgid()}};
  std::vector<std::vector<std::string>> commands;
  for (const Mapper& mapper : mappers) {
    commands.push_back(command_for(mapper, ::getpid(), what_for));
  }
  // The process that writes the maps has to stay outside, so it is started first.
  Pipe entered = make_pipe();
  const pid_t mapping = ::fork();
  if (mapping < 0) throw SystemError("cannot start a process", errno);
  if (mapping == 0) {
    entered.write_end.reset();
    char byte = 0;
    if (::read(entered.read_end.get(), &byte, 1) != 1) ::_exit(1);
    run_all(commands);
  }
  const bool is_inside = ::unshare(CLONE_NEWUSER) == 0;
  const int error = errno;
  if (is_inside) write_all(entered.write_end.get(), "x", "a pipe");
  entered.write_end.reset();
  int status = 0;
  while (::waitpid(mapping, &status, 0) < 0 && errno == EINTR) {
  }
  if (!is_inside) {
    throw SystemError(
        what_for + " needs root; a user namespace cannot be made instead", error,
        "run it with sudo, or allow user namespaces (user.max_user_namespaces, "
        "kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns)");
  }
  if (status != 0) {
    throw Error(
        what_for + " needs root; newuidmap and newgidmap refuse to map ids instead",
        "see their messages; the ranges in /etc/subuid and /etc/subgid must belong to this user "
        "only, and the programs need their setuid bits or file capabilities");
  }
  if (::setresgid(0, 0, 0) != 0 || ::setresuid(0, 0, 0) != 0) {
    throw SystemError("cannot become root of the user namespace", errno);
  }
}

}  // namespace whittle::base
