// An image as text with a recording, for tests of contracts. Every node is kept unless a test drops
// it.
#pragma once

#include <string>

#include "contract/derive.h"
#include "contract/subject.h"
#include "tree_text.h"

namespace whittle::testing {

struct SmallImage {
  explicit SmallImage(const std::string& text) : SmallImage(testing::tree(text)) {}
  explicit SmallImage(FileTree its_tree) : tree(std::move(its_tree)) {
    keep.verdicts.resize(tree.size(), Verdict{.kept = true});
  }
  void drop(const std::string& path) { keep.verdicts[*tree.find(path)].kept = false; }
  void changes(const std::string& path, const std::string& program = "/bin/app") {
    note(trace.files[path], Use::change, program);
    trace.written.insert(path);
  }
  void executes(const std::string& path) { note(trace.files[path], Use::exec, "/bin/sh"); }
  void calls(const std::string& call) { trace.syscalls["x86_64"][call].phases.insert(Phase::app); }

  static void note(FileUse& use, Use how, const std::string& program) {
    use.uses.insert(how);
    use.phases.insert(Phase::app);
    use.users.insert(program);
  }

  contract::Subject subject() const {
    return {.trace = trace, .tree = tree, .keep = keep, .config = config, .user = user};
  }
  Contract derive() const { return contract::derive(subject()); }

  FileTree tree;
  KeepSet keep;
  Trace trace;
  ImageConfig config;
  ContractUser user;
};

// "/run tmpfs 755 0:0, /data volume 700 5:6", in the order of paths.
inline std::string writable(const Contract& contract) {
  std::ostringstream out;
  for (const auto& [path, directory] : contract.writable) {
    const bool is_tmpfs = directory.kind == WritableDirectory::Kind::tmpfs;
    out << (out.tellp() > 0 ? ", " : "") << path << (is_tmpfs ? " tmpfs " : " volume ") << std::oct
        << directory.mode << std::dec << " " << directory.uid << ":" << directory.gid;
  }
  return out.str();
}

}  // namespace whittle::testing
