// Which directory has to be writable for a change, and what can be mounted there: a tmpfs if that
// hides nothing of the image, otherwise a volume that has to be filled from the image, or nothing.
#pragma once

#include <string>
#include <vector>

#include "contract/subject.h"

namespace whittle::contract {

// What one change needs.
struct Need {
  WritableDirectory directory;
  std::string obstacle;      // why nothing can be mounted there; empty if something can
  bool dispensable = false;  // a cache that its program does not need
};

class Directories {
 public:
  explicit Directories(const Subject& subject);

  // path: the file that is created, changed or removed; canonical in the image.
  Need need_of(const std::string& path) const;
  // A directory that the image declares as a volume.
  WritableDirectory declared(const std::string& path) const;
  // The kept directories that a tmpfs at path would hide, each as a tmpfs of its own.
  std::vector<WritableDirectory> hidden_below(const std::string& path) const;
  bool is_kept_file(const std::string& path) const;

 private:
  WritableDirectory existing(NodeId id) const;
  bool has_changes_below(const std::string& path) const;

  const Subject& subject_;
  std::vector<bool> has_content_;  // by NodeId: a kept file that is not a directory is below it
};

// Whether path is this directory or below it.
bool is_within(const std::string& path, const std::string& directory);

}  // namespace whittle::contract
