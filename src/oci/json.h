// Untrusted JSON: parsed with bounds, read with type checks.
//
// All functions throw a one-line Error; callers add the document's name (with_context). A member
// that is null counts as absent, because Go's encoding/json writes empty slices and maps that way.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::oci {

inline constexpr std::size_t kJsonBound = std::size_t{8} << 20;  // bytes of one document
inline constexpr int kJsonDepth = 64;

nlohmann::json parse_json(std::string_view text);
std::string format_json(const nlohmann::json& value);

// Null where there is none. Throws where value is not an object.
const nlohmann::json* member(const nlohmann::json& value, const char* key);
const nlohmann::json* array_member(const nlohmann::json& value, const char* key);
// Empty where there is none.
std::string string_member(const nlohmann::json& value, const char* key);
std::vector<std::string> strings_member(const nlohmann::json& value, const char* key);
std::map<std::string, std::string> string_map_member(const nlohmann::json& value, const char* key);
std::vector<std::string> keys_member(const nlohmann::json& value, const char* key);
// Throws where there is none.
std::int64_t integer_member(const nlohmann::json& value, const char* key);

}  // namespace whittle::oci
