// Content that is not text, compared by its parts (whittle/exercise.h): a picture with another time
// in it is the same picture.
#pragma once

#include <span>
#include <string>

#include "whittle/exercise.h"

namespace whittle::verify {

inline bool is_binary(const Content& content) {
  return !content.kind.empty();
}

// Equal but for parts that vary by their format.
bool has_same_parts(const Content& one, const Content& other);

// The result agrees with runs of the original in whatever these agree in with each other. What they
// differ in has about the size that it has there, and is not emptier: a black picture is no noise.
bool has_parts_of(std::span<const Content* const> originals, const Content& result);

// "pixels": the first part in which they differ; empty where there is none.
std::string first_other_part(const Content& one, const Content& other);

}  // namespace whittle::verify
