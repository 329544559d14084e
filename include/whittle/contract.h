// The run-time contract: what a platform has to give to a container of an image, and what it can
// deny it. Derived from a recording and the image, and verified by runs under it.
//
// Made by contract/, read by pipeline/. Its file forms are contract.json and contract.md
// (src/contract/contract_json.h, src/contract/page.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "whittle/digest.h"
#include "whittle/image.h"

namespace whittle {

// A directory that has to be writable. tmpfs: all its files are made while the app runs, so
// mounting over it hides nothing of the image. volume: it has files of the image, or data that
// outlive the container.
struct WritableDirectory {
  enum class Kind : std::uint8_t { tmpfs, volume };
  Kind kind = Kind::tmpfs;
  std::string path;  // absolute, canonical in the image
  std::uint32_t mode = 01777;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  bool declared = false;     // by VOLUME: engines mount one by themselves
  bool has_content = false;  // of the image, which a new volume has to be filled with
  std::string why;
  bool operator==(const WritableDirectory&) const = default;
};

// Something that a platform can deny the app. Where it cannot, `why` has the reason.
struct Denial {
  bool possible = true;
  std::string why;
  bool operator==(const Denial&) const = default;
};

struct ContractUser {
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::vector<std::uint32_t> additional_gids;
  std::string name;         // as the image's config has it; empty: none, which is root
  bool overridden = false;  // by --user of the recording
  bool operator==(const ContractUser&) const = default;
};

// One run under the contract that failed or differed from the original, and what was changed in the
// contract after it.
struct ContractRound {
  std::string failure;
  std::vector<std::string> changes;
  bool operator==(const ContractRound&) const = default;
};

// A capability that is added back after all were dropped.
struct GivenCapability {
  std::string why;
  bool inferred = true;  // from calls and files of the recording; false: a run was refused
  std::string without;   // how a run without it failed; empty: never tried without
  bool operator==(const GivenCapability&) const = default;
};

struct Contract {
  static constexpr int kVersion = 1;

  std::string reference;                   // of the image it is for
  Digest image;                            // its manifest's
  std::set<std::uint16_t> ports;           // TCP ports that the app listened on
  std::vector<std::string> exposed_ports;  // "80/tcp", as its config says
  ContractUser user;
  Denial read_only_root;
  std::map<std::string, WritableDirectory> writable;  // by path; needed with a read-only root
  // Directories in which a read-only root refuses changes, without harm to the app: path -> why.
  std::map<std::string, std::string> refused;
  Denial drop_capabilities;
  std::map<std::string, GivenCapability> capabilities;  // by name: "CAP_CHOWN"
  // Capabilities removed because a run passed without them: name -> why they had been given.
  std::map<std::string, std::string> dispensable;
  Denial no_new_privileges;
  std::string seccomp;                      // file name of the profile, beside the contract
  std::string stop_signal;                  // empty: SIGTERM
  std::optional<HealthCheck> health_check;  // none where it is switched off

  bool proven = false;  // a run under it matched the original
  std::vector<ContractRound> rounds;
  bool operator==(const Contract&) const = default;
};

}  // namespace whittle
