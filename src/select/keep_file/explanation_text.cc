#include "select/keep_file/explanation_text.h"

#include <nlohmann/json.hpp>

#include "text/one_line.h"

namespace whittle::select {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

std::string reason_text(const Reason& reason) {
  return reason.evidence.empty() ? reason.rule : reason.rule + ": " + reason.evidence;
}

std::string fact(std::string_view label, const std::string& text) {
  constexpr std::size_t kWidth = 14;
  std::string line = "  " + std::string(label);
  line.resize(std::max(line.size() + 1, kWidth + 2), ' ');
  return line + text::one_line(text) + "\n";
}

std::string owner_text(const OwnerState& owner) {
  const std::string_view state = state_word(owner);
  std::string text = owner.owner + ", " + std::string(state);
  if (state == "partial") {
    text += ": " + std::to_string(owner.kept) + " of " + std::to_string(owner.files) + " files";
  }
  return text;
}

}  // namespace

std::string explanation_text(const Explanation& explanation) {
  std::string text;
  for (std::size_t step = 0; step < explanation.chain.size(); ++step) {
    const KeepLine& line = explanation.chain[step];
    text += std::string(2 * step, ' ') + (step > 0 ? "because of " : "") +
            text::one_line(line.path) + "  " + (line.verdict.kept ? "kept" : "dropped") + " (" +
            text::one_line(reason_text(line.verdict.reason)) + ")\n";
  }
  for (const KeepLine& link : explanation.links) {
    text += fact("through link", link.path + " -> " + link.target);
  }
  if (!explanation.owner.owner.empty()) text += fact("owner", owner_text(explanation.owner));
  if (explanation.remedies.empty()) return text;
  text += fact("nearest kept", explanation.nearest_kept);
  for (const Remedy& remedy : explanation.remedies) {
    const bool first = &remedy == &explanation.remedies.front();
    text += fact(first ? "would keep it" : "",
                 remedy.why.empty() ? remedy.what : remedy.what + " (" + remedy.why + ")");
  }
  return text;
}

std::string explanation_json(const Explanation& explanation) {
  const KeepLine& asked = explanation.chain.front();
  Json json = {{"version", kVersion}, {"path", asked.path}, {"kept", asked.verdict.kept}};
  json["links"] = Json::array();
  for (const KeepLine& link : explanation.links) {
    json["links"].push_back({{"path", link.path}, {"target", link.target}});
  }
  json["chain"] = Json::array();
  for (const KeepLine& line : explanation.chain) {
    json["chain"].push_back({{"path", line.path},
                             {"kept", line.verdict.kept},
                             {"rule", line.verdict.reason.rule},
                             {"evidence", line.verdict.reason.evidence},
                             {"parent", line.verdict.reason.parent},
                             {"size", line.size}});
  }
  json["owner"] = nullptr;
  if (const OwnerState& owner = explanation.owner; !owner.owner.empty()) {
    json["owner"] = {{"package", owner.owner},
                     {"state", state_word(owner)},
                     {"files", owner.files},
                     {"kept_files", owner.kept}};
  }
  json["nearest_kept"] = nullptr;
  if (!explanation.nearest_kept.empty()) json["nearest_kept"] = explanation.nearest_kept;
  json["would_keep"] = Json::array();
  for (const Remedy& remedy : explanation.remedies) {
    json["would_keep"].push_back({{"what", remedy.what}, {"why", remedy.why}});
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace whittle::select
