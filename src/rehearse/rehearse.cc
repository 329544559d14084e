#include "rehearse/rehearse.h"

#include <algorithm>
#include <map>

namespace whittle::rehearse {
namespace {

// What Python reads instead of a module's source is left out where the source is there: it would
// double the module's size, and Python makes it again.
std::string source_of(const std::string& path, const FileTree& tree) {
  const std::size_t cache = path.rfind("/__pycache__/");
  if (cache == path.npos || !path.ends_with(".pyc")) return path;
  const std::string name = path.substr(cache + 13);
  std::string source = path.substr(0, cache + 1) + name.substr(0, name.find('.')) + ".py";
  return tree.find(source) ? source : path;
}

// Files and symlinks of the image that the units used.
std::set<std::string> touched_files(const Trace& trace, const Plan& plan, const FileTree& tree) {
  std::set<std::string> touched;
  for (const auto& [path, use] : trace.files) {
    if (!used_by_app(use.phases)) continue;
    if (!plan.opener.empty() && !use.users.contains(plan.opener)) continue;
    const std::string file = source_of(path, tree);
    const auto node = tree.find(file);
    if (!node || tree.metadata(*node).type == FileType::directory) continue;
    touched.insert(file);
  }
  return touched;
}

Rehearsed carry_out(Plan plan, const Selected& selected, Sandbox& sandbox) {
  Trace trace;
  Rehearsed rehearsed{.plan = std::move(plan), .results = {}, .touched = {}, .left_out = {}};
  rehearsed.results = sandbox.load(rehearsed.plan, rehearsed.plan.units, Watch::opens, trace);
  rehearsed.touched = touched_files(trace, rehearsed.plan, selected.original.tree);
  return rehearsed;
}

// By path in the image: the first unit that says it opened it.
std::map<std::string, std::size_t> openers(const Rehearsed& rehearsed, const FileTree& tree) {
  std::map<std::string, std::size_t> first;
  for (std::size_t unit = 0; unit < rehearsed.results.size(); ++unit) {
    for (const std::string& path : rehearsed.results[unit].opened) {
      const FileTree::Resolution way = tree.resolve(path, FollowLast::yes);
      if (way.node) first.try_emplace(source_of(way.canonical, tree), unit);
      for (const NodeId link : way.links) first.try_emplace(tree.path(link), unit);
    }
  }
  return first;
}

select::Addition addition_of(const Plan& plan, std::optional<std::size_t> unit) {
  select::Addition addition;
  addition.set = "what " + plan.runtime + " loads for kept files that no run used";
  addition.reason.rule = "rehearsed";
  if (unit) {
    addition.reason.evidence = title(plan, *unit);
    addition.reason.parent = plan.units[*unit].path;
  } else {
    addition.reason.evidence =
        plan.verb + " of " + std::to_string(plan.units.size()) + " kept files";
  }
  return addition;
}

void count(const Rehearsed& rehearsed, RuntimeRehearsal& into) {
  into.units += rehearsed.results.size();
  for (std::size_t unit = 0; unit < rehearsed.results.size(); ++unit) {
    const UnitResult& result = rehearsed.results[unit];
    switch (result.outcome) {
      case Outcome::not_reached:
        ++into.not_reached;
        break;
      case Outcome::loaded:
        ++into.loaded;
        break;
      case Outcome::failed:
        ++into.failed;
        break;
      case Outcome::skipped:
        into.skipped.push_back({title(rehearsed.plan, unit), result.detail});
        break;
    }
  }
}

}  // namespace

Loaded load_kept(const Selected& selected, const SandboxOptions& options) {
  Loaded loaded;
  Sandbox sandbox(selected.original, options);
  for (const RuntimeRow& row : runtime_table()) {
    for (Plan& plan : row.plan(selected)) {
      if (plan.units.empty()) continue;
      loaded.runtimes.push_back(carry_out(std::move(plan), selected, sandbox));
    }
  }
  loaded.seconds = sandbox.seconds();
  loaded.container_seconds = sandbox.container_seconds();
  return loaded;
}

Additions additions_for(const Loaded& loaded, const FileTree& tree, const KeepSet& keep) {
  Additions made;
  for (std::size_t runtime = 0; runtime < loaded.runtimes.size(); ++runtime) {
    const Rehearsed& rehearsed = loaded.runtimes[runtime];
    const std::map<std::string, std::size_t> first = openers(rehearsed, tree);
    std::map<std::optional<std::size_t>, std::vector<std::string>> by_unit;
    for (const std::string& path : rehearsed.touched) {
      if (keep.verdicts[*tree.find(path)].kept) continue;
      const auto opener = first.find(path);
      const auto unit = opener == first.end() ? std::optional<std::size_t>() : opener->second;
      by_unit[unit].push_back(path);
    }
    for (auto& [unit, paths] : by_unit) {
      select::Addition& addition = made.additions.emplace_back(addition_of(rehearsed.plan, unit));
      addition.paths = std::move(paths);
      made.of.push_back({runtime, unit});
    }
  }
  return made;
}

Rehearsal note_added(Loaded& loaded, const Additions& additions,
                     std::span<const select::Extended::Added> added,
                     const SandboxOptions& options) {
  Rehearsal rehearsal;
  rehearsal.run = true;
  rehearsal.seconds = loaded.seconds;
  rehearsal.time_limit = std::chrono::duration<double>(options.time_limit).count();
  std::map<std::size_t, std::size_t> row_of;  // by runtime of `loaded`: several plans share a row
  for (std::size_t i = 0; i < loaded.runtimes.size(); ++i) {
    const Rehearsed& rehearsed = loaded.runtimes[i];
    std::vector<RuntimeRehearsal>& rows = rehearsal.runtimes;
    auto row = std::ranges::find(rows, rehearsed.plan.runtime, &RuntimeRehearsal::runtime);
    if (row == rows.end()) {
      rows.emplace_back().runtime = rehearsed.plan.runtime;
      row = rows.end() - 1;
    }
    count(rehearsed, *row);
    row_of[i] = static_cast<std::size_t>(row - rows.begin());
  }
  for (std::size_t i = 0; i < added.size(); ++i) {
    const auto& [runtime, unit] = additions.of[i];
    RuntimeRehearsal& row = rehearsal.runtimes[row_of[runtime]];
    row.files += added[i].files;
    row.bytes += added[i].bytes;
    if (!added[i].over_budget) continue;
    Rehearsed& rehearsed = loaded.runtimes[runtime];
    if (unit) {
      rehearsed.left_out.insert(*unit);
    } else {
      rehearsed.left_out_shared = true;
    }
  }
  return rehearsal;
}

}  // namespace whittle::rehearse
