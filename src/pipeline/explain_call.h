// What minify() has left of a system call in a directory of artifacts.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "profile/explain_call.h"

namespace whittle::pipeline {

// Empty: no such call is known. Throws Error where trace or profile cannot be read.
std::optional<profile::CallExplanation> explain_call(const std::filesystem::path& artifacts,
                                                     const std::string& call);

}  // namespace whittle::pipeline
