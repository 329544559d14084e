// The members of a contract's YAML forms (YAML 1.2), written by yaml-cpp in ASCII.
//
// Text comes in double quotes, so that no reader takes it for a number, a boolean or null. Bytes
// that are not UTF-8 become U+FFFD.
#pragma once

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include <string>
#include <vector>

namespace whittle::contract {

inline void write_text(YAML::Emitter& yaml, const char* key, const std::string& text) {
  yaml << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << text;
}

// On one line: ["a", "b"].
inline void write_texts(YAML::Emitter& yaml, const char* key,
                        const std::vector<std::string>& texts) {
  yaml << YAML::Key << key << YAML::Value << YAML::Flow << YAML::BeginSeq;
  for (const std::string& text : texts) yaml << YAML::DoubleQuoted << text;
  yaml << YAML::EndSeq;
}

// A number, a boolean, or a text without quotes.
template <typename Value>
void write_plain(YAML::Emitter& yaml, const char* key, const Value& value) {
  yaml << YAML::Key << key << YAML::Value << value;
}

inline void begin_map(YAML::Emitter& yaml, const char* key) {
  yaml << YAML::Key << key << YAML::Value << YAML::BeginMap;
}

inline void begin_list(YAML::Emitter& yaml, const char* key) {
  yaml << YAML::Key << key << YAML::Value << YAML::BeginSeq;
}

}  // namespace whittle::contract
