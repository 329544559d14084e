// Access to registries through skopeo(1), which handles their protocol, TLS and log-ins, with its
// own configuration (containers-auth.json(5), containers-registries.conf(5),
// containers-certs.d(5)).
//
// A registry on a loopback address may use plain HTTP or a self-signed certificate, as with Docker.
// Throws Error with skopeo's message and a hint; Interrupted.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "whittle/digest.h"
#include "whittle/image.h"

namespace whittle::transport::skopeo {

// Throws Error where skopeo is not installed.
void require();

// The manifest or index, unchanged; none where the registry does not have the name.
std::optional<std::string> read_manifest(const std::string& name);

// Pulls the image for one platform, in the form of skopeo's "dir:".
void pull(const std::string& name, const Platform& platform,
          const std::filesystem::path& directory);

enum class Push { image, index_alone };
// Pushes what a layout has under a tag. Returns its digest in the registry, which for an image is
// that of the layout.
Digest push(const std::filesystem::path& layout, const std::string& tag, const std::string& name,
            Push push);

}  // namespace whittle::transport::skopeo
