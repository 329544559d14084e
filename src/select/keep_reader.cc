#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "select/json_text.h"
#include "select/keep_file.h"
#include "select/pattern.h"
#include "whittle/error.h"

namespace whittle::select {
namespace {

using Verdicts = std::unordered_map<std::string, Verdict>;

// Takes the objects of "paths" as they pass by. Members of other names are skipped, so that a later
// schema may add some.
class PathReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit PathReader(Verdicts& into) : into_(into) {}
  bool complete() const { return schema_known_ && depth_ == 0; }

  bool key(string_t& name) override {
    key_ = name;
    if (depth_ == 1) member_ = name;
    return true;
  }
  bool start_object(std::size_t) override {
    if (++depth_ == kPathDepth) path_ = {};
    return true;
  }
  bool end_object() override {
    if (depth_-- == kPathDepth && in_paths()) {
      into_.insert_or_assign(std::move(path_.path), std::move(path_.verdict));
    }
    return true;
  }
  bool start_array(std::size_t) override { return ++depth_ <= kMaxDepth; }
  bool end_array() override { return --depth_ >= 0; }
  bool string(string_t& value) override {
    if (depth_ != kPathDepth || !in_paths()) return true;
    Reason& reason = path_.verdict.reason;
    if (key_ == "path")
      path_.path = std::move(value);
    else if (key_ == "path_hex")
      path_.path = from_hex(value);
    else if (key_ == "rule")
      reason.rule = std::move(value);
    else if (key_ == "evidence")
      reason.evidence = std::move(value);
    else if (key_ == "parent")
      reason.parent = std::move(value);
    else if (key_ == "parent_hex")
      reason.parent = from_hex(value);
    return true;
  }
  bool boolean(bool value) override {
    if (depth_ == kPathDepth && in_paths() && key_ == "kept") path_.verdict.kept = value;
    return true;
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (depth_ == 1 && key_ == "schema") schema_known_ = value == 1;
    return true;
  }
  bool null() override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
    return false;
  }

 private:
  static constexpr int kPathDepth = 3;  // {"paths": [ {
  static constexpr int kMaxDepth = 16;
  bool in_paths() const { return member_ == "paths"; }

  Verdicts& into_;
  ExplainedPath path_;
  std::string key_;
  std::string member_;
  int depth_ = 0;
  bool schema_known_ = false;
};

Verdicts read_verdicts(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw Error("cannot read " + file.string(), "name a directory that --artifacts has written");
  }
  Verdicts verdicts;
  PathReader reader(verdicts);
  if (!nlohmann::json::sax_parse(stream, &reader) || !reader.complete()) {
    throw Error(file.string() + " is not a keep file that this version can read");
  }
  return verdicts;
}

}  // namespace

std::vector<ExplainedPath> explain(const std::filesystem::path& file, std::string_view path) {
  const Verdicts verdicts = read_verdicts(file);
  std::vector<ExplainedPath> chain;
  std::set<std::string> seen;
  for (std::string next = normalised(path); seen.insert(next).second;) {
    const auto found = verdicts.find(next);
    if (found == verdicts.end()) break;
    chain.push_back({found->first, found->second});
    if (found->second.reason.parent.empty()) break;
    next = found->second.reason.parent;
  }
  return chain;
}

}  // namespace whittle::select
