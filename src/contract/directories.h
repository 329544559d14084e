// Which directory has to be writable for a change, and what can be mounted there: a tmpfs where
// nothing of the image would be hidden, else a volume that has to be filled from the image, or
// nothing.
#pragma once

#include <string>
#include <vector>

#include "contract/subject.h"

namespace whittle::contract {

// One change's need.
struct Need {
  WritableDirectory directory;
  std::string obstacle;      // why nothing can be mounted there; empty: it can
  bool dispensable = false;  // a cache that its program is known to do without
};

class Directories {
 public:
  explicit Directories(const Subject& subject);

  // path is what is made, changed or removed, canonical in the image.
  Need need_of(const std::string& path) const;
  // What the image declares by VOLUME.
  WritableDirectory declared(const std::string& path) const;
  // The kept directories below one, which a tmpfs there would hide: each as a tmpfs of its own.
  std::vector<WritableDirectory> hidden_below(const std::string& path) const;
  bool is_kept_file(const std::string& path) const;

 private:
  WritableDirectory existing(NodeId id) const;
  bool has_changes_below(const std::string& path) const;

  const Subject& subject_;
  std::vector<bool> has_content_;  // by NodeId: something kept lies below that is no directory
};

// path itself or something below it.
bool is_within(const std::string& path, const std::string& directory);

}  // namespace whittle::contract
