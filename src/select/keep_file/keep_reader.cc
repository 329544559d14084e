#include <charconv>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "select/keep_file/json_text.h"
#include "select/keep_file/keep_file.h"
#include "select/keep_file/keep_words.h"
#include "whittle/error.h"

namespace whittle::select {
namespace {

constexpr std::size_t kMaxPaths = std::size_t{1} << 24;

// Text members of a line; each may also be given as NAME_hex.
struct TextMember {
  std::string_view name;
  std::string& (*of)(KeepLine&);
};
constexpr TextMember kTexts[] = {
    {"path", [](KeepLine& line) -> std::string& { return line.path; }},
    {"target", [](KeepLine& line) -> std::string& { return line.target; }},
    {"content", [](KeepLine& line) -> std::string& { return line.content; }},
    {"owner", [](KeepLine& line) -> std::string& { return line.owner; }},
    {"file_capabilities", [](KeepLine& line) -> std::string& { return line.file_capabilities; }},
    {"rule", [](KeepLine& line) -> std::string& { return line.verdict.reason.rule; }},
    {"evidence", [](KeepLine& line) -> std::string& { return line.verdict.reason.evidence; }},
    {"parent", [](KeepLine& line) -> std::string& { return line.verdict.reason.parent; }},
};

// Only "replaced/NUMBER": the keep file may be hostile.
bool is_content_name(std::string_view name) {
  if (!name.starts_with(kReplacedDirectory)) return false;
  name.remove_prefix(kReplacedDirectory.size());
  return name.size() > 1 && name[0] == '/' &&
         name.substr(1).find_first_not_of("0123456789") == std::string_view::npos;
}

std::uint32_t mode_of(std::string_view octal) {
  std::uint32_t mode = 0;
  std::from_chars(octal.data(), octal.data() + octal.size(), mode, 8);
  return mode & 07777;
}

// SAX handler that collects the objects of "paths". Unknown members are skipped, so that later
// versions may add some.
class LineReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  LineReader(std::vector<KeepLine>& lines, std::vector<std::string>& warnings)
      : lines_(lines), warnings_(warnings) {}
  bool complete() const { return schema_known_ && depth_ == 0; }

  bool key(string_t& name) override {
    key_ = name;
    if (depth_ == 1) member_ = name;
    return true;
  }
  bool start_object(std::size_t) override {
    if (++depth_ == kLineDepth) line_ = {};
    return depth_ <= kMaxDepth;
  }
  bool end_object() override {
    if (depth_-- == kLineDepth && member_ == "paths") {
      if (!is_content_name(line_.content)) line_.content.clear();
      lines_.push_back(std::exchange(line_, {}));
    }
    return lines_.size() <= kMaxPaths;
  }
  bool start_array(std::size_t) override { return ++depth_ <= kMaxDepth; }
  bool end_array() override { return --depth_ >= 0; }
  bool string(string_t& value) override {
    if (depth_ == 2 && member_ == "warnings") warnings_.push_back(value);
    if (!in_line()) return true;
    if (key_ == "type") {
      for (const TypeWord& word : kTypeWords) {
        if (word.word == value) line_.type = word.type;
      }
    }
    if (key_ == "mode") line_.mode = mode_of(value);
    const bool hex = key_.ends_with("_hex");
    const std::string_view name = std::string_view(key_).substr(0, key_.size() - (hex ? 4 : 0));
    for (const TextMember& text : kTexts) {
      if (text.name == name) text.of(line_) = hex ? from_hex(value) : std::move(value);
    }
    return true;
  }
  bool boolean(bool value) override {
    if (in_line() && key_ == "kept") line_.verdict.kept = value;
    return true;
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (depth_ == 1 && key_ == "schema") schema_known_ = value == 1;
    if (!in_line()) return true;
    const auto bytes = static_cast<std::int64_t>(value);
    if (bytes < 0) return false;
    if (key_ == "size") line_.size = bytes;
    if (key_ == "original_size") line_.original_size = bytes;
    if (key_ == "uid") line_.uid = static_cast<std::uint32_t>(value);
    if (key_ == "gid") line_.gid = static_cast<std::uint32_t>(value);
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
  static constexpr int kLineDepth = 3;  // {"paths": [ {
  static constexpr int kMaxDepth = 16;
  bool in_line() const { return depth_ == kLineDepth && member_ == "paths"; }

  std::vector<KeepLine>& lines_;
  std::vector<std::string>& warnings_;
  KeepLine line_;
  std::string key_;
  std::string member_;
  int depth_ = 0;
  bool schema_known_ = false;
};

}  // namespace

std::uint32_t usual_mode(FileType type) {
  if (type == FileType::directory) return 0755;
  return type == FileType::symlink ? 0777 : 0644;
}

KeepFile::KeepFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw Error("cannot read " + file.string(),
                "give a directory that whittle minify --artifacts wrote");
  }
  LineReader reader(lines_, warnings_);
  if (!nlohmann::json::sax_parse(stream, &reader) || !reader.complete()) {
    throw Error(
        file.string() + " is not a keep file, or of a version that this whittle cannot read",
        "a keep file is the keep.json that whittle minify --artifacts writes");
  }
  for (std::size_t at = 0; at < lines_.size(); ++at) by_path_.insert_or_assign(lines_[at].path, at);
}

const KeepLine* KeepFile::find(std::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : &lines_[found->second];
}

}  // namespace whittle::select
