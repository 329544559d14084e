#include <algorithm>
#include <array>
#include <charconv>

#include "base/atomic_file.h"
#include "select/keep_file/json_text.h"
#include "select/keep_file/keep_file.h"
#include "select/keep_file/keep_sizes.h"
#include "select/keep_file/keep_words.h"
#include "text/join.h"
#include "whittle/error.h"

namespace whittle::select {
namespace {

constexpr std::size_t kBufferSize = std::size_t{256} << 10;

void append_bytes_field(std::string& out, std::string_view name, std::string_view bytes) {
  out.append("\"").append(name).append("\":");
  if (append_json_string(out, bytes) == Utf8::valid) return;
  out.append(",\"").append(name).append("_hex\":\"").append(to_hex(bytes)).append("\"");
}

void append_number_field(std::string& out, std::string_view name, std::int64_t number) {
  out.append(",\"").append(name).append("\":").append(std::to_string(number));
}

void append_text_field(std::string& out, std::string_view name, std::string_view text) {
  out.append(",\"").append(name).append("\":");
  append_json_string(out, text);
}

// The file that holds a replaced file's new content, relative to keep.json.
std::string content_name(NodeId id) {
  return std::string(kReplacedDirectory) + "/" + std::to_string(id);
}

void append_type(std::string& out, const FileMetadata& metadata) {
  for (const TypeWord& word : kTypeWords) {
    if (word.type == metadata.type) append_text_field(out, "type", word.word);
  }
  if (metadata.type != FileType::symlink) return;
  out += ',';
  append_bytes_field(out, "target", metadata.link_target);
}

std::string octal(std::uint32_t mode) {
  std::array<char, 12> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), mode, 8).ptr;
  return {digits.data(), end};
}

void append_metadata(std::string& out, const FileMetadata& metadata) {
  if (metadata.mode != usual_mode(metadata.type)) {
    append_text_field(out, "mode", octal(metadata.mode));
  }
  if (metadata.uid != 0) append_number_field(out, "uid", metadata.uid);
  if (metadata.gid != 0) append_number_field(out, "gid", metadata.gid);
  for (const auto& [name, value] : metadata.xattrs) {
    if (name != kCapabilityAttribute) continue;
    append_text_field(out, "file_capabilities_hex", to_hex(value));
  }
}

void append_size(std::string& out, NodeId id, const Verdict& verdict, const NodeSize& size) {
  append_number_field(out, "size", verdict.kept ? size.after : size.before);
  if (!size.replaced) return;
  append_number_field(out, "original_size", size.before);
  if (size.after > 0) append_text_field(out, "content", content_name(id));
}

void append_verdict(std::string& out, std::string_view path, const Verdict& verdict) {
  append_bytes_field(out, "path", path);
  out.append(",\"kept\":").append(verdict.kept ? "true" : "false");
  append_text_field(out, "rule", verdict.reason.rule);
  append_text_field(out, "evidence", verdict.reason.evidence);
  out += ',';
  append_bytes_field(out, "parent", verdict.reason.parent);
}

void append_owner(std::string& out, const Package* owner) {
  if (owner == nullptr) return;
  append_text_field(
      out, "owner",
      std::string(package_manager_name(owner->manager)) + ":" + owner->name + " " + owner->version);
}

std::string rules(const std::map<std::string, RuleTotal>& totals) {
  return "{" +
         text::join(totals, ", ",
                    [](const auto& entry) {
                      const auto& [rule, total] = entry;
                      std::string text;
                      append_json_string(text, rule);
                      return text + ": {\"files\": " + std::to_string(total.files) +
                             ", \"bytes\": " + std::to_string(total.bytes) + "}";
                    }) +
         "}";
}

std::string head(const KeepSet& keep, const RuleTotals& totals) {
  std::string out =
      "{\"schema\": 1,\n \"totals\": {\"paths\": " + std::to_string(keep.verdicts.size()) +
      ", \"kept_files\": " + std::to_string(keep.kept_files) +
      ", \"kept_bytes\": " + std::to_string(keep.kept_bytes) +
      ", \"dropped_bytes\": " + std::to_string(keep.dropped_bytes) +
      ", \"shrunk_bytes\": " + std::to_string(totals.shrunk_bytes) +
      "},\n \"rules\": " + rules(totals.kept) + ",\n \"dropped\": " + rules(totals.dropped) +
      ",\n \"warnings\": [";
  out += text::join(keep.warnings, ", ", [](const std::string& warning) {
    std::string text;
    append_json_string(text, warning);
    return text;
  });
  return out += "],\n \"paths\": [\n";
}

bool is_number(const std::string& name) {
  return !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

void write_keep_file(const std::filesystem::path& file, const FileTree& tree, const KeepSet& keep,
                     const PackageIndex& packages) {
  const std::vector<NodeSize> sizes = node_sizes(tree, keep);
  base::AtomicFile out(file);
  std::string buffer = head(keep, rule_totals(tree, keep, sizes));
  for (NodeId id = 0; id < keep.verdicts.size(); ++id) {
    if (id != 0) buffer += ",\n";
    buffer += '{';
    append_verdict(buffer, tree.path(id), keep.verdicts[id]);
    append_type(buffer, tree.metadata(id));
    append_size(buffer, id, keep.verdicts[id], sizes[id]);
    append_metadata(buffer, tree.metadata(id));
    append_owner(buffer, packages.owner(id));
    buffer += '}';
    if (buffer.size() < kBufferSize) continue;
    out.write(buffer);
    buffer.clear();
  }
  out.write(buffer += "\n]}\n");
  out.commit();
}

void write_replaced_files(const std::filesystem::path& directory, const FileTree& tree,
                          const KeepSet& keep) {
  const std::filesystem::path replaced = directory / kReplacedDirectory;
  std::error_code error;
  for (const auto& old : std::filesystem::directory_iterator(replaced, error)) {
    if (is_number(old.path().filename())) std::filesystem::remove(old.path(), error);
  }
  if (keep.replaced.empty()) {
    std::filesystem::remove(replaced, error);  // only if it is empty
    return;
  }
  std::filesystem::create_directories(replaced, error);
  if (error) throw SystemError("cannot create the directory " + replaced.string(), error.value());
  const std::vector<NodeSize> sizes = node_sizes(tree, keep);
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (!sizes[id].replaced || sizes[id].after == 0) continue;
    base::write_file(directory / content_name(id), keep.replaced.at(tree.node(id).inode));
  }
}

}  // namespace whittle::select
