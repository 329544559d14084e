#include "base/atomic_file.h"
#include "select/json_text.h"
#include "select/keep_file.h"

namespace whittle::select {
namespace {

constexpr std::size_t kBufferSize = std::size_t{256} << 10;

void append_bytes_field(std::string& out, std::string_view name, std::string_view bytes) {
  out.append("\"").append(name).append("\":");
  if (append_json_string(out, bytes) == Utf8::valid) return;
  out.append(",\"").append(name).append("_hex\":\"").append(to_hex(bytes)).append("\"");
}

void append_verdict(std::string& out, std::string_view path, const Verdict& verdict) {
  out += '{';
  append_bytes_field(out, "path", path);
  out.append(",\"kept\":").append(verdict.kept ? "true" : "false").append(",\"rule\":");
  append_json_string(out, verdict.reason.rule);
  out += ",\"evidence\":";
  append_json_string(out, verdict.reason.evidence);
  out += ',';
  append_bytes_field(out, "parent", verdict.reason.parent);
  out += '}';
}

std::string head(const KeepSet& keep) {
  std::string out =
      "{\"schema\": 1,\n \"totals\": {\"paths\": " + std::to_string(keep.verdicts.size()) +
      ", \"kept_files\": " + std::to_string(keep.kept_files) +
      ", \"kept_bytes\": " + std::to_string(keep.kept_bytes) +
      ", \"dropped_bytes\": " + std::to_string(keep.dropped_bytes) + "},\n \"warnings\": [";
  for (const std::string& warning : keep.warnings) {
    if (&warning != &keep.warnings.front()) out += ", ";
    append_json_string(out, warning);
  }
  return out += "],\n \"paths\": [\n";
}

}  // namespace

void write_keep_file(const std::filesystem::path& file, const FileTree& tree, const KeepSet& keep) {
  base::AtomicFile out(file);
  std::string buffer = head(keep);
  for (NodeId id = 0; id < keep.verdicts.size(); ++id) {
    if (id != 0) buffer += ",\n";
    append_verdict(buffer, tree.path(id), keep.verdicts[id]);
    if (buffer.size() < kBufferSize) continue;
    out.write(buffer);
    buffer.clear();
  }
  out.write(buffer += "\n]}\n");
  out.commit();
}

}  // namespace whittle::select
