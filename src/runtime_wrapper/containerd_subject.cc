// containerd's shim, our parent, has the address and the namespace on its command line; containerd
// itself is asked by ctr(8), which comes with it.
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "base/fd.h"
#include "base/subprocess.h"
#include "oci/json.h"
#include "oci/manifest.h"
#include "oci/media_type.h"
#include "runtime_wrapper/subject.h"
#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

constexpr const char* kStopSignal = "io.containerd.image.config.stop-signal";
constexpr int kNesting = 4;

struct Containerd {
  std::string address;
  std::string space;  // namespace
};

std::optional<Containerd> parent_shim() {
  std::istringstream words(
      base::read_file("/proc/" + std::to_string(::getppid()) + "/cmdline", 65536));
  Containerd found;
  std::string before;
  for (std::string word; std::getline(words, word, '\0'); before = word) {
    if (before == "-address") found.address = word;
    if (before == "-namespace") found.space = word;
  }
  if (found.address.empty() || found.space.empty()) return std::nullopt;
  return found;
}

std::string ask(const Containerd& containerd, const std::vector<std::string>& question) {
  base::Command command;
  command.arguments = {
      "ctr", "--address", containerd.address, "--namespace", containerd.space, "--timeout", "10s"};
  command.arguments.insert(command.arguments.end(), question.begin(), question.end());
  const base::Output output = base::run(command, oci::kJsonBound);
  if (output.exit.success()) return output.out;
  throw Error("containerd at " + containerd.address + " does not tell the container's image: ctr " +
                  output.exit.describe() + (output.err.empty() ? "" : ": " + output.err),
              "ctr, of containerd's own package, has to be in the PATH of the engine");
}

struct Content {
  std::string media_type;
  std::string digest;
};

// A header, then: REF TYPE DIGEST SIZE PLATFORMS LABELS
Content parse_image_list(const std::string& table, const std::string& name) {
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string reference;
    Content content;
    fields >> reference >> content.media_type >> content.digest;
    if (reference == name) return content;
  }
  throw Error("containerd has no image " + name + " any more", "pull or import it again");
}

Digest config_of(const Containerd& containerd, const Content& content, int depth) {
  if (depth == kNesting) throw Error("the image's indexes are nested too deeply");
  const std::string text = ask(containerd, {"content", "get", Digest::parse(content.digest).str()});
  if (oci::kind_of(content.media_type) == oci::Kind::manifest) {
    return oci::parse_manifest(text).config.digest;
  }
  for (const Descriptor& entry : oci::parse_index(text).manifests) {
    if (entry.platform && !Platform::host().matches(*entry.platform)) continue;
    return config_of(containerd, {entry.media_type, entry.digest.str()}, depth + 1);
  }
  throw Error("the image has no manifest for " + Platform::host().str());
}

}  // namespace

std::optional<Subject> find_in_containerd(const ContainerPlace& place) {
  const auto containerd = parent_shim();
  if (!containerd) return std::nullopt;
  const nlohmann::json info = oci::parse_json(ask(*containerd, {"containers", "info", place.id}));
  const std::string name = oci::string_member(info, "Image");
  if (name.empty()) return std::nullopt;
  const std::string table = ask(*containerd, {"images", "ls", "name==" + name});
  Subject subject;
  subject.image = with_context(
      "image " + name, [&] { return config_of(*containerd, parse_image_list(table, name), 0); });
  const auto labels = oci::string_map_member(info, "Labels");
  if (const auto found = labels.find(kStopSignal); found != labels.end()) {
    subject.stop_signal = found->second;
  }
  return subject;
}

}  // namespace whittle::runtime_wrapper
