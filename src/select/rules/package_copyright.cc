#include <cctype>

#include "select/kept_package.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// "LICENSE", "LICENSE.md", "COPYING.LESSER", "NOTICE.txt", "mit-license"; code is none.
bool is_license_text(const std::string& name) {
  std::string lower;
  for (const char letter : name) {
    lower += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  for (const char* code : {".py", ".pyc", ".js", ".mjs", ".cjs", ".ts", ".rb", ".json", ".map"}) {
    if (lower.ends_with(code)) return false;
  }
  for (const char* word : {"license", "licence", "copying", "notice", "copyright"}) {
    if (lower.find(word) != lower.npos) return true;
  }
  return false;
}

void mark_license_texts(Selection& selection, const Package& package, const Reason& reason) {
  for (const std::vector<NodeId>* ids : {&package.files, &package.records}) {
    for (const NodeId id : *ids) {
      if (selection.tree.metadata(id).type == FileType::regular &&
          is_license_text(selection.tree.node(id).name)) {
        selection.marker.mark(id, reason);
      }
    }
  }
}

}  // namespace

// Whoever passes a program on has to pass its licence on.
void package_copyright(Selection& selection) {
  for (const Package& package : selection.packages.packages) {
    const std::optional<NodeId> kept = touched(selection, package);
    if (!kept) continue;
    const Reason reason = {"package-copyright", full_name(package), selection.tree.path(*kept)};
    if (!of_system(package)) {
      mark_license_texts(selection, package, reason);
      continue;
    }
    selection.marker.mark_path("/usr/share/doc/" + package.name + "/copyright", reason);
    const std::string licenses = "/usr/share/licenses/" + package.name;
    if (const auto directory = selection.tree.resolve(licenses, FollowLast::yes).node) {
      selection.marker.mark_with_contents(*directory, reason);
    }
  }
}

}  // namespace whittle::select::rules
