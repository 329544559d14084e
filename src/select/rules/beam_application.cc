#include "select/closure/parts_within_budget.h"
#include "select/language/beam_applications.h"
#include "select/language/beam_file.h"
#include "select/language/languages.h"
#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

constexpr std::string_view kModuleSuffix = ".beam";

class ApplicationWalk {
 public:
  ApplicationWalk(RuleContext& context, const KeptNode& node)
      : context_(context),
        node_(node),
        applications_(beam_applications(context)),
        ebin_(context.tree.node(node.id).parent) {}

  // An application's own code may call whatever it names, also by an atom. A library is kept with
  // the modules beside it, which it calls; what it needs of others its resource file says.
  void module() {
    const Budget own = {"--app-budget", context_.options.app_budget};
    const Budget data = {"--data-budget", context_.options.data_budget};
    if (!context_.languages.origins.is_application(node_.id)) {
      if (!keep_application(ebin_, "beside " + std::string(base_name(node_.path)), data)) imports();
      return;
    }
    const BeamFile file = read_beam_file(context_.contents.head(node_.id, kMaxSource));
    for (const std::string& atom : file.atoms) {
      const bool called = file.imports.contains(atom);
      for (const NodeId ebin : in_use(applications_.with_module(atom))) {
        if (ebin == ebin_) continue;
        keep_application(ebin, (called ? "calls module " : "names module ") + atom,
                         called ? own : data);
      }
    }
  }

  void resource() {
    const bool is_own = context_.languages.origins.is_application(node_.id);
    const Budget budget = is_own ? Budget{"--app-budget", context_.options.app_budget}
                                 : Budget{"--data-budget", context_.options.data_budget};
    const std::string text = context_.contents.head(node_.id, kMaxSource);
    for (const std::string& name : read_needed_applications(text)) {
      for (const NodeId ebin : in_use(applications_.with_name(name))) {
        keep_application(ebin, "needs application " + name, budget);
      }
    }
  }

 private:
  // Of a release with a library of its own beside the system's, only the one of which something is
  // kept.
  std::vector<NodeId> in_use(const std::vector<NodeId>& places) const {
    std::vector<NodeId> kept = places;
    if (places.size() < 2) return kept;
    std::erase_if(kept, [&](NodeId place) { return !context_.marker.kept(place); });
    return kept.empty() ? places : kept;
  }

  // False: it is larger than the budget.
  bool keep_application(NodeId ebin, const std::string& evidence, const Budget& budget) {
    const auto [tried, is_new] = context_.languages.beam_budgets.try_emplace(ebin, -1);
    if (!is_new && tried->second >= budget.bytes)
      return context_.languages.beam_kept.contains(ebin);
    tried->second = budget.bytes;
    const Reason reason = {"beam-application", evidence, node_.path};
    const BeamApplications::Parts parts = applications_.parts(ebin);
    const std::string place = context_.tree.path(context_.tree.node(ebin).parent);
    if (!keep_parts_within(context_, parts.code, place, reason, budget)) return false;
    context_.languages.beam_kept.insert(ebin);
    // Its compiled modules bring libraries: without those that do not fit, the rest may work.
    keep_parts_within(context_, parts.priv, joined(place, "priv"), reason, budget);
    return true;
  }

  void imports() {
    const BeamFile file = read_beam_file(context_.contents.head(node_.id, kMaxSource));
    for (const std::string& module : file.imports) {
      const auto& children = context_.tree.node(ebin_).children;
      const auto found = children.find(module + std::string(kModuleSuffix));
      if (found == children.end()) continue;
      context_.marker.mark(found->second,
                           {"beam-application", "calls module " + module, node_.path});
    }
  }

  RuleContext& context_;
  const KeptNode& node_;
  const BeamApplications& applications_;
  NodeId ebin_;
};

}  // namespace

void beam_application(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular) return;
  if (node.path.ends_with(kModuleSuffix)) {
    ApplicationWalk(context, node).module();
  } else if (node.path.ends_with(".app") &&
             context.tree.node(context.tree.node(node.id).parent).name == "ebin") {
    ApplicationWalk(context, node).resource();
  }
}

}  // namespace whittle::select::rules
