// Image references as skopeo writes them (containers-transports(5)), and image names as Docker does
// (distribution/reference).
#pragma once

#include <string>

namespace whittle::transport {

enum class Transport { oci, oci_archive, docker_archive, docker_daemon, registry };

struct Reference {
  Transport transport = Transport::docker_daemon;
  std::string text;      // as the user wrote it
  std::string location;  // the path, or the name in the engine or registry
  std::string tag;       // TAG or NAME after the path; may be empty
};

// The path ends at the first ":", as in skopeo, so "oci:dir:nginx:1.25" has the tag
// "nginx:1.25". A reference without a known transport is a name in the engine. Throws UsageError.
Reference parse_reference(const std::string& text);

// "nginx", "localhost:5000/a/b:1.0", "nginx@sha256:..."
bool is_image_name(const std::string& name);
// Without tag and digest.
std::string repository_of(const std::string& name);
// "nginx" is "nginx:latest".
std::string with_tag(const std::string& name);
// "nginx" and "docker.io/library/nginx:latest" are the same.
bool same_name(const std::string& one, const std::string& other);
// The short form of a name: "docker.io/library/nginx:latest" is "nginx:latest".
std::string familiar_name(const std::string& name);

}  // namespace whittle::transport
