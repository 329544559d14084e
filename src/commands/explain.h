// explain(): why a path of an image was kept or dropped, or who made a system call and why the
// profile allows it, from a directory of artifacts: `whittle explain`.
#pragma once

#include <filesystem>
#include <string>
#include <variant>

#include "profile/explain_call.h"
#include "select/keep_file/explain_path.h"

namespace whittle::commands {

using Explained = std::variant<select::Explanation, profile::CallExplanation>;

// subject: an absolute path of the image, or the name of a system call. Throws Error with a hint:
// the image has no such path, there is no such call, the artifacts cannot be read.
Explained explain(const std::filesystem::path& artifacts, const std::string& subject);

}  // namespace whittle::commands
