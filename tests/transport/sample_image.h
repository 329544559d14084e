// Small images in a temporary directory. Their layers are arbitrary bytes: transports do not read
// them.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/sha256.h"
#include "base/temp_dir.h"
#include "transport/transport.h"
#include "whittle/error.h"

namespace whittle::test {

using Json = nlohmann::json;

inline constexpr const char* kLayerType = "application/vnd.oci.image.layer.v1.tar";
inline constexpr const char* kManifestType = "application/vnd.oci.image.manifest.v1+json";
inline constexpr const char* kIndexType = "application/vnd.oci.image.index.v1+json";
inline constexpr const char* kConfigType = "application/vnd.oci.image.config.v1+json";

inline base::TempDir temp_dir() {
  return {std::filesystem::temp_directory_path(), "whittle-test"};
}

inline void write(const std::filesystem::path& file, const std::string& bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

inline std::string read(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::string read(ByteSource& source) {
  std::string bytes;
  std::byte buffer[7];  // small, so that every stream is read in more than one piece
  while (const std::size_t n = source.read(buffer))
    bytes.append(reinterpret_cast<char*>(buffer), n);
  return bytes;
}

inline Json config_of(const std::vector<std::string>& layers, const std::string& architecture) {
  Json diff_ids = Json::array();
  for (const std::string& layer : layers) diff_ids.push_back(base::sha256(layer).str());
  return {{"os", "linux"},
          {"architecture", architecture},
          {"config", {{"Cmd", {"/app"}}}},
          {"rootfs", {{"type", "layers"}, {"diff_ids", diff_ids}}}};
}

class SampleLayout {
 public:
  SampleLayout() { write(path() / "oci-layout", R"({"imageLayoutVersion":"1.0.0"})"); }

  const std::filesystem::path& path() const { return directory_.path(); }
  std::string reference() const { return "oci:" + path().string(); }
  std::filesystem::path blob(const Json& descriptor) const {
    return path() / "blobs/sha256" / descriptor["digest"].get<std::string>().substr(7);
  }

  Json put(const std::string& bytes, const std::string& media_type) const {
    const Json descriptor = {
        {"mediaType", media_type}, {"digest", base::sha256(bytes).str()}, {"size", bytes.size()}};
    write(blob(descriptor), bytes);
    return descriptor;
  }
  Json put_manifest(const std::string& architecture, const std::string& layer = "layer",
                    const std::string& layer_type = kLayerType) const {
    const Json config = put(config_of({layer}, architecture).dump(), kConfigType);
    const Json manifest = {{"schemaVersion", 2},
                           {"config", config},
                           {"layers", Json::array({put(layer, layer_type)})}};
    return put(manifest.dump(), kManifestType);
  }
  Json put_index(const std::vector<Json>& manifests) const {
    return put(Json{{"schemaVersion", 2}, {"manifests", manifests}}.dump(), kIndexType);
  }
  void write_index(const std::vector<Json>& manifests) const {
    write(path() / "index.json", Json{{"schemaVersion", 2}, {"manifests", manifests}}.dump());
  }

 private:
  base::TempDir directory_ = temp_dir();
};

inline Json with_platform(Json descriptor, const std::string& architecture,
                          const std::string& os = "linux") {
  descriptor["platform"] = {{"os", os}, {"architecture", architecture}};
  return descriptor;
}

inline Json with_tag(Json descriptor, const std::string& tag) {
  descriptor["annotations"]["org.opencontainers.image.ref.name"] = tag;
  return descriptor;
}

inline Image read_image(const std::string& reference, const std::string& platform = "linux/amd64") {
  transport::ReadOptions options{.platform = Platform::parse(platform),
                                 .work = std::filesystem::temp_directory_path(),
                                 .configs = {},
                                 .at_hand = {}};
  return transport::read_image(reference, options);
}

inline std::string layer_bytes(const Image& image, std::size_t number = 0) {
  return read(*image.blobs->open(image.layers.at(number)));
}

// "MESSAGE | HINT" of the Error that body throws.
inline std::string error_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "no error";
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace whittle::test
