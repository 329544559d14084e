// Makes an AppArmor profile for the container from a trace and the kept files of the image
// (apparmor.d(5)).
//
// It allows what the app did, the use of kept files (a kept library may be mapped, a kept program
// executed), families of these (versions of a library, a directory of which many files are used),
// and what every container needs (apparmor_tables.h). Look-ups need no rule, since AppArmor does
// not mediate them. Mapping needs `m`, also for programs. Writing is allowed for files that were
// written, similar names, and data directories.
//
// Without tree and keep set only the paths of the trace are allowed, and which of them are
// directories is guessed. The text is deterministic, uses no includes, and is tested with
// apparmor_parser 3.0, which is not needed to make it.
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
  const FileTree* tree = nullptr;             // of the recorded image; null: not available
  const KeepSet* keep = nullptr;              // null: all that the trace has used
  std::vector<std::string> data_directories;  // volumes of the image
  std::vector<Volume> volumes;                // mounted while recorded; not in the trace
  std::vector<NeededCapability> capabilities;
};

AppArmorProfile apparmor_profile(const AppArmorSubject& subject);
// The profile as a file for apparmor_parser.
std::string format_apparmor(const AppArmorProfile& profile);
// "whittle-nginx-1.25" for "docker-daemon:nginx:1.25"; letters, digits, dots, dashes and
// underscores.
std::string apparmor_name(const std::string& image);

}  // namespace whittle::profile
