#include "dockerfile/instructions.h"

#include <nlohmann/json.hpp>

#include "oci/config.h"
#include "whittle/error.h"

namespace whittle::dockerfile {
namespace {

using Json = nlohmann::json;

bool has_line_break(const std::string& text) {
  return text.find_first_of("\n\r") != std::string::npos;
}

// For values in which a Dockerfile expands $NAME: escapes that, quotes and the escape character.
std::string escaped(const std::string& text, std::string_view special) {
  std::string result;
  for (const char character : text) {
    if (special.find(character) != std::string_view::npos) result += '\\';
    result += character;
  }
  return result;
}

std::string quoted(const std::string& text) {
  return "\"" + escaped(text, "\\\"$") + "\"";
}

std::string list(const Json& texts) {
  return texts.dump(-1, ' ', true, Json::error_handler_t::replace);
}

// Go's notation (time.ParseDuration); the config has nanoseconds.
std::string duration(std::int64_t nanoseconds) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  if (nanoseconds % kSecond == 0) return std::to_string(nanoseconds / kSecond) + "s";
  return std::to_string(nanoseconds) + "ns";
}

class Writer {
 public:
  // Writes a line, unless the value has a line break.
  void line(const std::string& instruction, const std::string& value) {
    if (has_line_break(value) || has_line_break(instruction)) return leave_out(instruction, value);
    result_.text += instruction + " " + value + "\n";
  }
  void assign(const std::string& instruction, const std::string& name, const std::string& value) {
    line(instruction, name + "=" + quoted(value));
  }
  void health_check(const HealthCheck& check);
  Instructions take() { return std::move(result_); }

 private:
  void leave_out(const std::string& instruction, const std::string& value) {
    const std::string name = value.substr(0, value.find_first_of("=\n\r"));
    result_.warnings.push_back(instruction + " " + name.substr(0, 60) +
                               " is left out: a Dockerfile cannot express its line break");
    result_.text += "# " + instruction + ": one with a line break is left out\n";
  }

  Instructions result_;
};

void Writer::health_check(const HealthCheck& check) {
  if (check.kind == HealthCheck::Kind::none) return line("HEALTHCHECK", "NONE");
  std::string text;
  const std::pair<const char*, std::int64_t> times[] = {{"--interval=", check.interval},
                                                        {"--timeout=", check.timeout},
                                                        {"--start-period=", check.start_period}};
  for (const auto& [option, time] : times) {
    if (time > 0) text += option + duration(time) + " ";
  }
  if (check.retries > 0) text += "--retries=" + std::to_string(check.retries) + " ";
  // In this form the shell runs the line; SHELL is written before.
  const bool is_line = check.kind == HealthCheck::Kind::shell && check.words.size() == 1;
  line("HEALTHCHECK", text + "CMD " + (is_line ? check.words[0] : list(check.command())));
}

void write(Writer& writer, const ImageConfig& config, const Json& raw) {
  for (const std::string& variable : config.env) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos || equals == 0) continue;
    writer.assign("ENV", variable.substr(0, equals), variable.substr(equals + 1));
  }
  for (const auto& [name, value] : config.labels) writer.assign("LABEL", quoted(name), value);
  for (const std::string& port : config.exposed_ports) writer.line("EXPOSE", escaped(port, "\\$"));
  if (!config.volumes.empty()) writer.line("VOLUME", list(config.volumes));
  if (!config.stop_signal.empty()) writer.line("STOPSIGNAL", escaped(config.stop_signal, "\\$"));
  if (raw.contains("Shell") && raw["Shell"].is_array()) writer.line("SHELL", list(raw["Shell"]));
  if (config.health_check) writer.health_check(*config.health_check);
  if (!config.working_dir.empty()) writer.line("WORKDIR", escaped(config.working_dir, "\\$"));
  // CMD after ENTRYPOINT, which would clear it.
  if (!config.entrypoint.empty()) writer.line("ENTRYPOINT", list(config.entrypoint));
  if (!config.cmd.empty()) writer.line("CMD", list(config.cmd));
  if (!config.user.empty()) writer.line("USER", escaped(config.user, "\\$"));
  if (raw.contains("OnBuild") && raw["OnBuild"].is_array()) {
    for (const Json& trigger : raw["OnBuild"]) {
      writer.line("ONBUILD", trigger.get<std::string>());
    }
  }
}

}  // namespace

Instructions instructions_for(const std::string& config_json) {
  Writer writer;
  try {
    const ImageConfig config = oci::parse_config(config_json);
    const Json raw = Json::parse(config_json).value("config", Json::object());
    write(writer, config, raw.is_object() ? raw : Json::object());
  } catch (const Json::exception& error) {
    throw Error(std::string("invalid image configuration: ") + error.what());
  }
  return writer.take();
}

}  // namespace whittle::dockerfile
