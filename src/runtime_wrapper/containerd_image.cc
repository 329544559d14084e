// Finds the image of a container of containerd. The parent process, containerd's shim, has the
// address and namespace on its command line; ctr(8), which is part of containerd, reads the rest.
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "base/fd.h"
#include "base/subprocess.h"
#include "oci/json.h"
#include "oci/manifest.h"
#include "oci/media_type.h"
#include "runtime_wrapper/container_image.h"
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

std::string run_ctr(const Containerd& containerd, const std::vector<std::string>& arguments) {
  base::Command command;
  command.arguments = {
      "ctr", "--address", containerd.address, "--namespace", containerd.space, "--timeout", "10s"};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  const base::Output output = base::run(command, oci::kJsonBound);
  if (output.exit.success()) return output.out;
  throw Error("containerd at " + containerd.address +
                  " did not return the container's image: ctr " + output.exit.describe() +
                  (output.err.empty() ? "" : ": " + output.err),
              "ctr, from the containerd package, has to be in the PATH of the engine");
}

struct Content {
  std::string media_type;
  std::string digest;
};

// Columns: REF TYPE DIGEST SIZE PLATFORMS LABELS
Content parse_image_list(const std::string& table, const std::string& name) {
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string reference;
    Content content;
    fields >> reference >> content.media_type >> content.digest;
    if (reference == name) return content;
  }
  throw Error("containerd no longer has the image " + name, "pull or import it again");
}

Digest config_of(const Containerd& containerd, const Content& content, int depth) {
  if (depth == kNesting) throw Error("the image's indexes are nested too deeply");
  const std::string text =
      run_ctr(containerd, {"content", "get", Digest::parse(content.digest).str()});
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

std::optional<ContainerImage> find_in_containerd(const EngineContainer& container) {
  const auto containerd = parent_shim();
  if (!containerd) return std::nullopt;
  const nlohmann::json info =
      oci::parse_json(run_ctr(*containerd, {"containers", "info", container.id}));
  const std::string name = oci::string_member(info, "Image");
  if (name.empty()) return std::nullopt;
  const std::string table = run_ctr(*containerd, {"images", "ls", "name==" + name});
  ContainerImage image;
  image.digest = with_context(
      "image " + name, [&] { return config_of(*containerd, parse_image_list(table, name), 0); });
  const auto labels = oci::string_map_member(info, "Labels");
  if (const auto found = labels.find(kStopSignal); found != labels.end()) {
    image.stop_signal = found->second;
  }
  return image;
}

}  // namespace whittle::runtime_wrapper
