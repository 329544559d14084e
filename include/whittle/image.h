// An image: its config and its layers, for one platform.
//
// Field names are those of the image-spec (descriptor.md, manifest.md, config.md). Blobs are read
// through `BlobSource`, which belongs to the transport that found the image and lives as long as
// the Image.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "whittle/digest.h"

namespace whittle {

struct Platform {
  std::string os = "linux";
  std::string architecture;  // GOARCH: amd64, arm64, ...
  std::string variant;

  static Platform host();
  // "os/architecture[/variant]"; throws UsageError.
  static Platform parse(const std::string& text);
  std::string str() const;
  // A variant matters only when this platform names one.
  bool matches(const Platform& other) const;
};

struct Descriptor {
  std::string media_type;
  Digest digest;
  std::int64_t size = 0;  // bytes
  std::optional<Platform> platform;
  std::map<std::string, std::string> annotations;
  std::string artifact_type;  // of a manifest that is not an image's; else empty
};

// Docker's extension of the image config: {"Test": ["NONE"] | ["CMD", ARG...] | ["CMD-SHELL",
// LINE]}, with times in nanoseconds. Read by oci/config.h.
struct HealthCheck {
  enum class Kind : std::uint8_t { none, program, shell };  // none: switched off
  Kind kind = Kind::program;
  std::vector<std::string> words;                      // after the kind
  std::vector<std::string> shell = {"/bin/sh", "-c"};  // the config's own where it has one
  std::int64_t interval = 0;  // nanoseconds; 0: the platform's default; so are the others
  std::int64_t timeout = 0;
  std::int64_t start_period = 0;
  std::int64_t retries = 0;

  // As exec(3) takes it; empty: nothing is run.
  std::vector<std::string> command() const {
    if (kind == Kind::none) return {};
    std::vector<std::string> arguments = kind == Kind::shell ? shell : std::vector<std::string>();
    arguments.insert(arguments.end(), words.begin(), words.end());
    return arguments;
  }
  bool operator==(const HealthCheck&) const = default;
};

struct ImageConfig {
  Platform platform;
  std::string user;
  std::vector<std::string> exposed_ports;  // "80/tcp"
  std::vector<std::string> env;            // "NAME=value"
  std::vector<std::string> entrypoint;
  std::vector<std::string> cmd;
  std::vector<std::string> volumes;
  std::string working_dir;
  std::string stop_signal;  // "SIGQUIT" or "3"; empty: SIGTERM
  std::optional<HealthCheck> health_check;
  std::map<std::string, std::string> labels;
  std::vector<DiffId> diff_ids;
  std::string json;  // the blob as it was read, with the members not listed above
};

// A stream of bytes to read from. read() returns 0 at the end. It throws Error when bytes are
// missing or, at the end, when they do not have the expected digest.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual std::size_t read(std::span<std::byte> into) = 0;
};

struct Layer {
  // As stored; media_type gives the compression. The digest may be empty in a docker-archive.
  Descriptor blob;
  DiffId diff_id;
};

class BlobSource {
 public:
  virtual ~BlobSource() = default;
  // The layer as stored (compressed or not); the stored digest is verified where there is one.
  // May be called from two threads at once.
  virtual std::unique_ptr<ByteSource> open(const Layer& layer) const = 0;
};

struct Image {
  std::string reference;  // as the user wrote it
  std::string name;       // "nginx:latest" where the source has a name, else empty
  Digest digest;          // of the manifest, or of the config where the source has no manifest
  ImageConfig config;
  Digest config_digest;
  std::vector<Layer> layers;  // bottom first
  std::shared_ptr<const BlobSource> blobs;
};

}  // namespace whittle
