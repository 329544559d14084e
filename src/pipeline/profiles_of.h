// What restricts a container of an image whose recording and keep set are known.
#pragma once

#include "pipeline/stages.h"
#include "profile/formats.h"

namespace whittle::pipeline {

// After select(). Throws Error where the image's user is none.
profile::Profiles profiles_of(const Job& job, const MinifyOptions& options);

// The same as the file for apparmor_parser.
std::string apparmor_text(const Job& job, const MinifyOptions& options);

}  // namespace whittle::pipeline
