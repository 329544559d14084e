#include "trace/trace_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "trace/byte_text.h"
#include "whittle/error.h"

namespace whittle::trace {
namespace {

using Json = nlohmann::json;  // its objects are sorted by key: same trace, same bytes

constexpr int kOldestVersion = 1;
constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxPathLength = 4095;  // PATH_MAX without the final NUL

constexpr std::pair<const char*, std::uint64_t Losses::*> kLosses[] = {
    {"queue_overflow", &Losses::queue_overflow},
    {"descriptor_failure", &Losses::descriptor_failure},
    {"unreadable_path", &Losses::unreadable_path},
    {"untraced_process", &Losses::untraced_process},
};
// Missing in older traces.
constexpr std::pair<const char*, std::uint64_t Losses::*> kLaterLosses[] = {
    {"submitted_path", &Losses::submitted_path},
    {"contradiction", &Losses::contradiction},
};
constexpr std::pair<const char*, std::string Trace::*> kTexts[] = {
    {"architecture", &Trace::architecture},
    {"kernel", &Trace::kernel},
    {"runtime", &Trace::runtime},
};
constexpr std::pair<const char*, Calls Trace::*> kCalls[] = {
    {"syscalls", &Trace::syscalls},
    {"denied_syscalls", &Trace::denied_syscalls},
};
using Files = std::map<std::string, FileUse>;
constexpr std::pair<const char*, Files Trace::*> kFiles[] = {
    {"files", &Trace::files},
    {"absent", &Trace::absent},
};
// May be missing, which means none.
constexpr std::pair<const char*, Files Trace::*> kOptionalFiles[] = {
    {"refused", &Trace::refused},
    {"forbidden", &Trace::forbidden},
};

std::string_view name_of(Phase phase) {
  return phase_name(phase);
}
std::string_view name_of(Use use) {
  return use_name(use);
}

template <typename Enum>
constexpr std::size_t count_of() {
  return std::is_same_v<Enum, Phase> ? kPhaseCount : kUseCount;
}

template <typename Enum>
Json format_set(EnumSet<Enum> set) {
  Json names = Json::array();
  for (std::size_t i = 0; i < count_of<Enum>(); ++i) {
    const auto value = static_cast<Enum>(i);
    if (set.contains(value)) names.push_back(name_of(value));
  }
  return names;
}

template <typename Enum>
Enum parse_name(const Json& json) {
  const auto& name = json.get_ref<const std::string&>();
  for (std::size_t i = 0; i < count_of<Enum>(); ++i) {
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  throw Error("unknown name \"" + name.substr(0, 40) + "\"");
}

template <typename Enum>
EnumSet<Enum> parse_set(const Json& json) {
  EnumSet<Enum> set;
  for (const Json& name : json.get_ref<const Json::array_t&>()) set.insert(parse_name<Enum>(name));
  return set;
}

Json format_texts(const std::set<std::string>& texts) {
  Json json = Json::array();
  for (const std::string& text : texts) json.push_back(text_of_bytes(text));
  return json;
}

std::string parse_text(const Json& json) {
  return bytes_of_text(json.get_ref<const std::string&>());
}

std::set<std::string> parse_texts(const Json& json) {
  std::set<std::string> texts;
  for (const Json& text : json.get_ref<const Json::array_t&>()) texts.insert(parse_text(text));
  return texts;
}

std::string parse_path(const std::string& text) {
  std::string path = bytes_of_text(text);
  const bool canonical = path.starts_with('/') && (path + "/").find("/../") == std::string::npos;
  if (!canonical || path.size() > kMaxPathLength || path.find('\0') != std::string::npos) {
    throw Error("\"" + text.substr(0, 80) + "\" is not a path in an image");
  }
  return path;
}

// Layers are listed once and files refer to them by index: a digest for each file would double the
// size.
using LayerTable = std::vector<DiffId>;

LayerTable layers_of(const Trace& trace) {
  std::set<DiffId> layers;
  for (const auto* list : {&kFiles, &kOptionalFiles}) {
    for (const auto& [name, member] : *list) {
      for (const auto& [path, use] : trace.*member) {
        layers.insert(use.layers.begin(), use.layers.end());
      }
    }
  }
  return {layers.begin(), layers.end()};
}

Json format_layers(const LayerTable& layers) {
  Json json = Json::array();
  for (const DiffId& layer : layers) json.push_back(layer.digest.str());
  return json;
}

LayerTable parse_layers(const Json& json) {
  LayerTable layers;
  for (const Json& layer : json.get_ref<const Json::array_t&>()) {
    layers.push_back({Digest::parse(layer.get_ref<const std::string&>())});
  }
  return layers;
}

Json format_indexes(const std::set<DiffId>& of_file, const LayerTable& layers) {
  Json json = Json::array();
  for (const DiffId& layer : of_file) {
    json.push_back(std::ranges::lower_bound(layers, layer) - layers.begin());
  }
  return json;
}

std::set<DiffId> parse_indexes(const Json& json, const LayerTable& layers) {
  std::set<DiffId> of_file;
  for (const Json& index : json.get_ref<const Json::array_t&>()) {
    if (!index.is_number_unsigned() || index.get<std::uint64_t>() >= layers.size()) {
      throw Error(index.dump().substr(0, 40) + " is not an index of a layer");
    }
    of_file.insert(layers[index.get<std::size_t>()]);
  }
  return of_file;
}

Json format_files(const Files& files, const LayerTable& layers) {
  Json json = Json::object();
  for (const auto& [path, use] : files) {
    Json& entry = json[text_of_bytes(path)] = {{"uses", format_set(use.uses)},
                                               {"phases", format_set(use.phases)},
                                               {"sources", format_texts(use.sources)},
                                               {"users", format_texts(use.users)}};
    if (!use.exercises.empty()) entry["exercises"] = format_texts(use.exercises);
    if (!use.layers.empty()) entry["layers"] = format_indexes(use.layers, layers);
  }
  return json;
}

Files parse_files(const Json& json, const LayerTable& layers) {
  Files files;
  for (const auto& [path, use] : json.get_ref<const Json::object_t&>()) {
    FileUse parsed{.uses = parse_set<Use>(use.at("uses")),
                   .phases = parse_set<Phase>(use.at("phases")),
                   .sources = parse_texts(use.at("sources")),
                   .users = parse_texts(use.at("users"))};
    if (use.contains("exercises")) parsed.exercises = parse_texts(use.at("exercises"));
    if (use.contains("layers")) parsed.layers = parse_indexes(use.at("layers"), layers);
    files[parse_path(path)].merge(parsed);  // merge: it bounds the sets
  }
  return files;
}

Json format_call_uses(const std::map<std::string, CallUse>& uses) {
  Json json = Json::object();
  for (const auto& [name, use] : uses) {
    Json& entry =
        json[name] = {{"phases", format_set(use.phases)}, {"users", format_texts(use.users)}};
    if (!use.exercises.empty()) entry["exercises"] = format_texts(use.exercises);
  }
  return json;
}

Json format_calls(const Calls& calls) {
  Json json = Json::object();
  for (const auto& [abi, names] : calls) {
    json[abi] = format_call_uses(names);
  }
  return json;
}

// Version 1 has only the phases.
CallUse parse_call(const Json& json, int version) {
  if (version == 1) return {.phases = parse_set<Phase>(json)};
  CallUse use{.phases = parse_set<Phase>(json.at("phases")),
              .users = parse_texts(json.at("users"))};
  if (json.contains("exercises")) use.exercises = parse_texts(json.at("exercises"));
  CallUse bounded;
  bounded.merge(use);
  return bounded;
}

std::map<std::string, CallUse> parse_call_uses(const Json& json, int version) {
  std::map<std::string, CallUse> uses;
  for (const auto& [name, use] : json.get_ref<const Json::object_t&>()) {
    uses[name] = parse_call(use, version);
  }
  return uses;
}

Calls parse_calls(const Json& json, int version) {
  Calls calls;
  for (const auto& [abi, names] : json.get_ref<const Json::object_t&>()) {
    calls[abi] = parse_call_uses(names, version);
  }
  return calls;
}

std::uint64_t parse_count(const Json& json, const char* name) {
  const Json& count = json.at(name);
  if (!count.is_number_unsigned()) throw Error(std::string("losses: ") + name + " is not a count");
  return count.get<std::uint64_t>();
}

// Written instead of the values if an argument may be anything.
constexpr const char* kAny = "any";

Json format_arguments(const Trace& trace) {
  Json json = Json::object();
  for (const auto& [abi, calls] : trace.arguments) {
    for (const auto& [call, arguments] : calls) {
      for (const auto& [index, values] : arguments) {
        Json& entry = json[abi][call][std::to_string(index)];
        entry = values.any ? Json(kAny) : Json(values.values);
      }
    }
  }
  return json;
}

ArgumentValues parse_values(const Json& json) {
  ArgumentValues values;
  if (json.is_string()) {
    if (json != kAny)
      throw Error(json.dump().substr(0, 40) + " is not a list of values of an argument");
    values.set_any();
    return values;
  }
  for (const Json& value : json.get_ref<const Json::array_t&>()) {
    if (!value.is_number_unsigned()) {
      throw Error(value.dump().substr(0, 40) + " is not a value of an argument");
    }
    values.insert(value.get<std::uint64_t>());
  }
  return values;
}

unsigned parse_index(const std::string& text) {
  if (text.size() == 1 && text[0] >= '0' && text[0] <= '5') {
    return static_cast<unsigned>(text[0] - '0');
  }
  throw Error("\"" + text.substr(0, 40) + "\" is not an index of an argument");
}

void parse_arguments(const Json& json, Trace& trace) {
  for (const auto& [abi, calls] : json.get_ref<const Json::object_t&>()) {
    for (const auto& [call, arguments] : calls.get_ref<const Json::object_t&>()) {
      for (const auto& [index, values] : arguments.get_ref<const Json::object_t&>()) {
        trace.arguments[abi][call][parse_index(index)] = parse_values(values);
      }
    }
  }
}

Json format_process(const ProcessRecord& process) {
  Json arguments = Json::array();
  for (const std::string& argument : process.arguments)
    arguments.push_back(text_of_bytes(argument));
  return {{"executable", text_of_bytes(process.executable)},
          {"arguments", std::move(arguments)},
          {"phase", phase_name(process.phase)}};
}

ProcessRecord parse_process(const Json& json) {
  ProcessRecord process{
      .executable = parse_path(json.at("executable").get_ref<const std::string&>()),
      .phase = parse_name<Phase>(json.at("phase"))};
  for (const Json& argument : json.at("arguments").get_ref<const Json::array_t&>()) {
    process.arguments.push_back(parse_text(argument));
  }
  return process;
}

int parse_version(const Json& json) {
  for (int version = kOldestVersion; version <= Trace::kVersion; ++version) {
    if (json == version) return version;
  }
  throw Error("its version is " + json.dump().substr(0, 40) +
                  ", but this whittle reads versions up to " + std::to_string(Trace::kVersion),
              "record it again with this version of whittle");
}

Trace parse_members(const Json& json) {
  const int version = parse_version(json.at("version"));
  Trace trace;
  if (const auto& image = json.at("image").get_ref<const std::string&>(); !image.empty()) {
    trace.image = Digest::parse(image);
  }
  for (const auto& [name, member] : kTexts) trace.*member = parse_text(json.at(name));
  trace.probes = parse_texts(json.at("probes"));
  // A missing loss would not mean 0, so all of these must be present.
  const Json& losses = json.at("losses");
  for (const auto& [name, member] : kLosses) trace.losses.*member = parse_count(losses, name);
  for (const auto& [name, member] : kLaterLosses) {
    if (losses.contains(name)) trace.losses.*member = parse_count(losses, name);
  }
  const LayerTable layers =
      json.contains("layers") ? parse_layers(json.at("layers")) : LayerTable();
  for (const auto& [name, member] : kFiles) trace.*member = parse_files(json.at(name), layers);
  for (const auto& [name, member] : kOptionalFiles) {
    if (json.contains(name)) trace.*member = parse_files(json.at(name), layers);
  }
  for (const auto& [name, member] : kCalls) trace.*member = parse_calls(json.at(name), version);
  if (json.contains("capabilities")) {
    trace.capabilities = parse_call_uses(json.at("capabilities"), version);
  }
  if (json.contains("contradictions")) {
    trace.contradictions = parse_texts(json.at("contradictions"));
  }
  if (json.contains("arguments")) parse_arguments(json.at("arguments"), trace);
  for (const Json& process : json.at("processes").get_ref<const Json::array_t&>()) {
    trace.processes.insert(parse_process(process));
  }
  for (const Json& port : json.at("ports").get_ref<const Json::array_t&>()) {
    if (!port.is_number_unsigned() || port.get<std::uint64_t>() > 65535) {
      throw Error(port.dump() + " is not a port");
    }
    trace.ports.insert(port.get<std::uint16_t>());
  }
  for (const Json& path : json.at("written").get_ref<const Json::array_t&>()) {
    trace.written.insert(parse_path(path.get_ref<const std::string&>()));
  }
  return trace;
}

}  // namespace

std::string format_trace(const Trace& trace) {
  Json json = {{"version", Trace::kVersion}, {"image", trace.image.str()}};
  for (const auto& [name, member] : kTexts) json[name] = text_of_bytes(trace.*member);
  json["probes"] = format_texts(trace.probes);
  for (const auto& [name, member] : kLosses) json["losses"][name] = trace.losses.*member;
  for (const auto& [name, member] : kLaterLosses) json["losses"][name] = trace.losses.*member;
  const LayerTable layers = layers_of(trace);
  if (!layers.empty()) json["layers"] = format_layers(layers);
  for (const auto& [name, member] : kFiles) json[name] = format_files(trace.*member, layers);
  for (const auto& [name, member] : kOptionalFiles) {
    if (!(trace.*member).empty()) json[name] = format_files(trace.*member, layers);
  }
  for (const auto& [name, member] : kCalls) json[name] = format_calls(trace.*member);
  if (!trace.capabilities.empty()) {
    json["capabilities"] = format_call_uses(trace.capabilities);
  }
  if (!trace.contradictions.empty()) {
    json["contradictions"] = format_texts(trace.contradictions);
  }
  if (!trace.arguments.empty()) json["arguments"] = format_arguments(trace);
  json["processes"] = Json::array();
  for (const ProcessRecord& process : trace.processes) {
    json["processes"].push_back(format_process(process));
  }
  json["ports"] = trace.ports;
  json["written"] = format_texts(trace.written);
  return json.dump(1) + "\n";
}

Trace parse_trace(const std::string& text) {
  return with_context("cannot read the trace", [&] {
    if (text.size() > kMaxTraceBytes) {
      throw Error("it is larger than " + std::to_string(kMaxTraceBytes >> 20) + " MiB");
    }
    try {
      const auto bounded = [](int depth, Json::parse_event_t, Json&) {
        if (depth > kMaxDepth) throw Error("it is nested too deeply");
        return true;
      };
      return parse_members(Json::parse(text, bounded));
    } catch (const Json::exception& error) {
      throw Error(error.what(), "a trace is written by whittle record");
    }
  });
}

}  // namespace whittle::trace
