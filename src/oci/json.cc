#include "oci/json.h"

#include <nlohmann/json.hpp>

#include "whittle/error.h"

namespace whittle::oci {
namespace {

using Json = nlohmann::json;

[[noreturn]] void wrong_type(const char* key, const char* expected) {
  throw Error("\"" + std::string(key) + "\" is not " + expected);
}

const Json* object_member(const Json& value, const char* key) {
  const Json* found = member(value, key);
  if (found && !found->is_object()) wrong_type(key, "an object");
  return found;
}

std::string text_of(const Json& value, const char* key) {
  if (!value.is_string()) wrong_type(key, "made of strings");
  return value.get<std::string>();
}

}  // namespace

Json parse_json(std::string_view text) {
  if (text.size() > kJsonBound) throw Error("larger than " + std::to_string(kJsonBound) + " bytes");
  const auto bounded = [](int depth, Json::parse_event_t, Json&) {
    if (depth > kJsonDepth) throw Error("nested too deeply");
    return true;
  };
  try {
    return Json::parse(text, bounded);
  } catch (const Json::parse_error& error) {
    throw Error("not valid JSON (at byte " + std::to_string(error.byte) + ")");
  } catch (const Json::exception&) {
    throw Error("not valid JSON");
  }
}

std::string format_json(const Json& value) {
  return value.dump();
}

const Json* member(const Json& value, const char* key) {
  if (!value.is_object())
    throw Error("not an object where one with \"" + std::string(key) + "\" is expected");
  const auto found = value.find(key);
  return found == value.end() || found->is_null() ? nullptr : &*found;
}

const Json* array_member(const Json& value, const char* key) {
  const Json* found = member(value, key);
  if (found && !found->is_array()) wrong_type(key, "an array");
  return found;
}

std::string string_member(const Json& value, const char* key) {
  const Json* found = member(value, key);
  if (!found) return "";
  if (!found->is_string()) wrong_type(key, "a string");
  return found->get<std::string>();
}

std::vector<std::string> strings_member(const Json& value, const char* key) {
  std::vector<std::string> texts;
  if (const Json* found = array_member(value, key)) {
    for (const Json& item : *found) texts.push_back(text_of(item, key));
  }
  return texts;
}

std::map<std::string, std::string> string_map_member(const Json& value, const char* key) {
  std::map<std::string, std::string> texts;
  if (const Json* found = object_member(value, key)) {
    for (const auto& [name, item] : found->items()) texts.emplace(name, text_of(item, key));
  }
  return texts;
}

std::vector<std::string> keys_member(const Json& value, const char* key) {
  std::vector<std::string> keys;
  if (const Json* found = object_member(value, key)) {
    for (const auto& item : found->items()) keys.push_back(item.key());
  }
  return keys;
}

std::int64_t integer_member(const Json& value, const char* key) {
  const Json* found = member(value, key);
  if (!found || !found->is_number_integer()) wrong_type(key, "an integer");
  if (found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX) {
    wrong_type(key, "a 64-bit integer");
  }
  return found->get<std::int64_t>();
}

}  // namespace whittle::oci
