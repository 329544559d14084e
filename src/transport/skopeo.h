// skopeo(1), which speaks with registries for us: their protocol, TLS and log-ins are its business
// and its files' (containers-auth.json(5), containers-registries.conf(5), containers-certs.d(5)).
//
// A registry on a loopback address may speak plain HTTP or have a certificate of its own, as with
// Docker. Throws Error with skopeo's own words and a hint; Interrupted.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "whittle/digest.h"
#include "whittle/image.h"

namespace whittle::transport::skopeo {

// Throws where there is no skopeo.
void require();

// The manifest or index as it is; nothing where the registry has none of that name.
std::optional<std::string> read_manifest(const std::string& name);

// The image of that name, of one platform, as skopeo's "dir:" has it.
void pull(const std::string& name, const Platform& platform,
          const std::filesystem::path& directory);

enum class Push { image, index_alone };
// What a layout has under a tag. Returns the digest that the registry has it by; that of an image
// stays what it is.
Digest push(const std::filesystem::path& layout, const std::string& tag, const std::string& name,
            Push push);

}  // namespace whittle::transport::skopeo
