// A trace, and what is kept of the image, to an AppArmor profile for the container (apparmor.d(5)).
//
// Allowed is what the app did, what the kept files are kept for (a kept library may be mapped, a
// kept program run), families of that (versions of a library, a directory of which many files are
// used), and what every container needs (apparmor_tables.h). Look-ups need no rule: AppArmor does
// not mediate them. Mapping needs `m`, of programs too. Nothing is written but what was, its like,
// and what lies in directories of data.
//
// Without a tree and a keep set, the trace's paths alone are allowed, and what is a directory is
// guessed. The text is deterministic, depends on no include, and has been read by apparmor_parser
// 3.0; the parser is not needed to make it.
#pragma once

#include <string>
#include <vector>

#include "whittle/apparmor_profile.h"
#include "whittle/capabilities.h"
#include "whittle/file_tree.h"
#include "whittle/keep_set.h"
#include "whittle/run_options.h"
#include "whittle/trace.h"

namespace whittle::profile {

struct AppArmorSubject {
  std::string name;  // of the profile: apparmor_name()
  const Trace& trace;
  const FileTree* tree = nullptr;  // the recorded image's; null: not at hand
  const KeepSet* keep = nullptr;   // what is kept of it; null: all that the trace has used
  std::vector<std::string> data_directories;  // the image's volumes
  std::vector<Volume> volumes;                // mounted while recorded: no trace tells of them
  std::vector<NeededCapability> capabilities;
};

AppArmorProfile apparmor_profile(const AppArmorSubject& subject);
// As a file for apparmor_parser.
std::string format_apparmor(const AppArmorProfile& profile);
// "whittle-nginx-1.25" of "docker-daemon:nginx:1.25"; letters, digits, dots, dashes, underscores.
std::string apparmor_name(const std::string& image);

}  // namespace whittle::profile
