#include <array>

#include "select/closure/called_program.h"
#include "select/language/tree_lookup.h"
#include "select/lookup/programs.h"
#include "select/rules/rules.h"
#include "text/names.h"
#include "text/split.h"

namespace whittle::select::rules {
namespace {

constexpr std::array<std::string_view, 5> kServices = {"sshd", "dropbear", "in.telnetd", "telnetd",
                                                       "tinysshd"};
constexpr std::array<std::string_view, 3> kNoLogin = {"nologin", "false", "sync"};
// What people and their clients run there first. Others are theirs to name.
constexpr std::array<std::string_view, 47> kUsual = {
    "awk",   "basename", "cat",      "chgrp",    "chmod", "chown", "cp",    "cut",
    "date",  "df",       "dirname",  "du",       "env",   "find",  "grep",  "gunzip",
    "gzip",  "head",     "hostname", "id",       "ln",    "ls",    "mkdir", "mktemp",
    "mv",    "ping",     "ps",       "readlink", "rm",    "rmdir", "rsync", "scp",
    "sed",   "sleep",    "sort",     "stat",     "stty",  "sudo",  "tail",  "tar",
    "touch", "tr",       "tty",      "uname",    "uniq",  "wc",    "xargs"};
constexpr std::size_t kMaxAccounts = std::size_t{64} << 10;

std::optional<std::string> running_service(const RuleContext& context) {
  for (const ProcessRecord& process : context.trace.processes) {
    if (text::is_one_of(kServices, base_name(process.executable))) return process.executable;
  }
  for (const auto& [path, use] : context.trace.files) {
    if (use.uses.contains(Use::exec) && text::is_one_of(kServices, base_name(path))) return path;
  }
  return std::nullopt;
}

// The login shell of the first user who has one; a fresh system's only such user is root.
std::optional<std::string> login_shell(const RuleContext& context) {
  const auto accounts = context.tree.resolve("/etc/passwd", FollowLast::yes).node;
  if (!accounts) return std::nullopt;
  const std::string text = context.contents.head(*accounts, kMaxAccounts);
  for (const std::string_view line : text::fields(text, '\n')) {
    const std::vector<std::string_view> fields = text::fields(line, ':');
    constexpr std::size_t kShell = 6;
    if (fields.size() <= kShell || fields[kShell].empty()) continue;
    const std::string shell(fields[kShell]);
    if (text::is_one_of(kNoLogin, base_name(shell))) continue;
    if (find_program(context.tree, context.config, shell)) return shell;
  }
  return std::nullopt;
}

}  // namespace

// Whoever logs in runs what they like: no recording can show it.
void login_host(RuleContext& context) {
  const std::optional<std::string> service = running_service(context);
  const std::optional<std::string> shell = service ? login_shell(context) : std::nullopt;
  if (!shell || !context.evidence.first_time("login host")) return;
  context.marker.mark_path(*shell, {"login-host", "a login shell", *service});
  for (const std::string_view program : kUsual) {
    keep_called(context, std::string(program),
                {"login-host", "usual where people log in", *service});
  }
  context.warnings.push_back(*service + " lets people log in with " + *shell +
                             ": what they run cannot be recorded; the usual tools are kept, others "
                             "with --include-exe NAME");
}

}  // namespace whittle::select::rules
