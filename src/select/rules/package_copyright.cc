#include <cctype>

#include "select/kept_package.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// "LICENSE", "LICENSE.md", "COPYING.LESSER", "NOTICE.txt", "mit-license"; but not code.
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

void mark_license_texts(RuleContext& context, const Package& package, const Reason& reason) {
  for (const std::vector<NodeId>* ids : {&package.files, &package.records}) {
    for (const NodeId id : *ids) {
      if (context.tree.metadata(id).type == FileType::regular &&
          is_license_text(context.tree.node(id).name)) {
        context.marker.mark(id, reason);
      }
    }
  }
}

}  // namespace

// A program may only be distributed with its licence.
void package_copyright(RuleContext& context) {
  for (const Package& package : context.packages.packages) {
    const std::optional<NodeId> kept = first_kept(context, package);
    if (!kept) continue;
    const Reason reason = {"package-copyright", full_name(package), context.tree.path(*kept)};
    if (!is_system_package(package)) {
      mark_license_texts(context, package, reason);
      continue;
    }
    context.marker.mark_path("/usr/share/doc/" + package.name + "/copyright", reason);
    const std::string licenses = "/usr/share/licenses/" + package.name;
    if (const auto directory = context.tree.resolve(licenses, FollowLast::yes).node) {
      context.marker.mark_with_contents(*directory, reason);
    }
  }
}

}  // namespace whittle::select::rules
