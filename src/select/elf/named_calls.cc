#include "select/elf/named_calls.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "select/elf/call_sites.h"
#include "select/elf/elf_code.h"
#include "select/elf/go_calls.h"

namespace whittle::select {
namespace {

// They import what their scripts may ask for: name without version, as of "python3.11".
constexpr std::string_view kOffering[] = {
    "python", "perl",      "ruby", "php",  "node", "lua", "tclsh", "guile", "busybox",
    "toybox", "coreutils", "java", "beam", "deno", "bun", "pypy",  "gawk"};
constexpr std::string_view kLibc[] = {"libc.so", "libc-", "libc.musl-", "ld-musl-"};
constexpr std::string_view kConnects[] = {"connect", "getaddrinfo", "gethostbyname"};
constexpr std::string_view kSystemLibraries[] = {"libc.so", "libc-",     "libc.musl-", "ld-musl-",
                                                 "libnss_", "libresolv", "libpthread", "libnsl"};

std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

bool begins_with_any(std::string_view name, std::span<const std::string_view> beginnings) {
  return std::ranges::any_of(beginnings,
                             [name](std::string_view begin) { return name.starts_with(begin); });
}

bool offers(const std::string& path) {
  const std::string_view name = last_part(path);
  const std::string_view stem = name.substr(0, name.find_first_of("0123456789."));
  return std::ranges::find(kOffering, stem) != std::end(kOffering);
}

class NamedCalls {
 public:
  NamedCalls(const CodeInput& input, const std::map<int, std::string>& wanted)
      : input_(input), by_number_(wanted) {
    for (const auto& [number, name] : wanted) names_.insert(name);
    read_libc();
  }

  std::vector<NamedCall> find() {
    std::set<InodeId> seen;
    for (NodeId id = 0; id < input_.tree.size(); ++id) {
      const std::string path = candidate(id);
      if (!path.empty() && seen.insert(input_.tree.node(id).inode).second) read(id, path);
    }
    std::vector<NamedCall> calls;
    calls.reserve(found_.size());
    for (const auto& [name, call] : found_) calls.push_back(call);
    return calls;
  }

 private:
  std::set<std::string> of_numbers(std::string_view code, std::uint16_t machine) const {
    std::set<std::string> calls;
    for (const int number : call_sites(code, machine)) {
      if (const auto call = by_number_.find(number); call != by_number_.end())
        calls.insert(call->second);
    }
    return calls;
  }

  void read_libc() {
    for (NodeId id = 0; id < input_.tree.size(); ++id) {
      if (!input_.keep.verdicts[id].kept || input_.tree.metadata(id).type != FileType::regular)
        continue;
      if (!begins_with_any(last_part(input_.tree.path(id)), kLibc)) continue;
      const auto libc = read_elf_code(input_.contents, id);
      if (libc == nullptr) continue;
      for (const auto& [function, code] : libc->exports) {
        for (const std::string& call : of_numbers(code, libc->machine))
          functions_[function].insert(call);
      }
    }
  }

  // Empty: no evidence is asked of it.
  std::string candidate(NodeId id) const {
    if (!input_.keep.verdicts[id].kept || input_.tree.metadata(id).type != FileType::regular)
      return {};
    const std::string path = input_.tree.path(id);
    if (offers(path) || begins_with_any(last_part(path), kLibc)) return {};
    const auto use = input_.trace.files.find(path);
    // A trace without phases counts as the app's.
    const bool used = use != input_.trace.files.end() &&
                      (use->second.phases.empty() || used_by_app(use->second.phases));
    if (used && use->second.uses.contains(Use::exec)) return path;
    constexpr unsigned kExecutable = 0111;
    const bool own = input_.packages.owner(id) == nullptr;
    return own && (used || (input_.tree.metadata(id).mode & kExecutable) != 0) ? path
                                                                               : std::string();
  }

  void read(NodeId id, const std::string& path) {
    const auto file = read_elf_code(input_.contents, id);
    if (file == nullptr) return;
    for (const std::string& function : file->imports) {
      const auto calls = functions_.find(function);
      if (calls == functions_.end()) continue;
      for (const std::string& call : calls->second) add(call, path, "imports " + function);
    }
    for (const std::string_view code : file->code) {
      for (const std::string& call : of_numbers(code, file->machine))
        add(call, path, "has its syscall instruction");
    }
    if (!is_go(file->bytes)) return;
    for (const std::string& call : go_calls(file->bytes, names_))
      add(call, path, "has Go's function for it");
  }

  void add(const std::string& call, const std::string& path, std::string how) {
    found_.emplace(call, NamedCall{.call = call, .by = path, .how = std::move(how)});
  }

  const CodeInput& input_;
  const std::map<int, std::string>& by_number_;
  std::set<std::string> names_;
  std::map<std::string, std::set<std::string>> functions_;  // of the libc, and their wanted calls
  std::map<std::string, NamedCall> found_;
};

bool connects(const ElfCode& file) {
  const bool imports = std::ranges::any_of(kConnects, [&file](std::string_view function) {
    return file.imports.contains(std::string(function));
  });
  return imports || (file.is_program && is_go(file.bytes) && go_dials(file.bytes));
}

}  // namespace

std::vector<NamedCall> named_calls(const CodeInput& input,
                                   const std::map<int, std::string>& wanted) {
  if (wanted.empty()) return {};
  return NamedCalls(input, wanted).find();
}

std::vector<std::string> connecting_files(const CodeInput& input) {
  std::vector<std::string> paths;
  std::set<InodeId> seen;
  for (NodeId id = 0; id < input.tree.size(); ++id) {
    if (!input.keep.verdicts[id].kept || input.tree.metadata(id).type != FileType::regular)
      continue;
    std::string path = input.tree.path(id);
    if (begins_with_any(last_part(path), kSystemLibraries)) continue;
    if (!seen.insert(input.tree.node(id).inode).second) continue;
    const auto file = read_elf_code(input.contents, id);
    if (file != nullptr && connects(*file)) paths.push_back(std::move(path));
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace whittle::select
