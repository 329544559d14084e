#include "rehearse/runtimes/kept_files.h"

namespace whittle::rehearse {
namespace {

constexpr const char* kRubyDriver = R"(
token, _, *units = ARGV
ARGV.clear
out = $stdout.dup
out.sync = true
[$stdout, $stderr].each { |stream| stream.reopen(File::NULL, 'w') }
$stdin.reopen(File::NULL)
say = lambda do |kind, unit, words = ''|
  out.write("\n#{token} #{kind} #{unit} #{words.to_s.b.tr("\n", ' ')[0, 4096]}\n")
end
known = $LOADED_FEATURES.size
units.each_with_index do |name, unit|
  say.call('b', unit)
  begin
    require name
    say.call('l', unit)
  rescue Exception => error
    say.call('f', unit, "#{error.class}: #{error.message}"[0, 200])
  end
  ($LOADED_FEATURES[known..-1] || []).each { |file| say.call('o', unit, file) }
  known = $LOADED_FEATURES.size
end
exit!(0)
)";

bool is_ruby_file(const KeptFile& file) {
  return file.path.ends_with(".rb") && file.path.find("/spec/") == std::string::npos &&
         file.path.find("/test/") == std::string::npos;
}

}  // namespace

std::vector<Plan> plan_ruby(const Selected& selected) {
  const std::vector<std::string> programs = executed_programs(
      selected, [](std::string_view name) { return is_versioned_name(name, "ruby"); });
  if (programs.empty()) return {};
  Plan plan{.runtime = "Ruby",
            .verb = "require",
            .command = {programs.back(), "-W0", "-e", kRubyDriver, "--"},
            .options = "",
            .units = {},
            .opener = ""};
  for (const KeptFile& file : unread_files(selected, is_ruby_file)) {
    plan.units.push_back({file.path, file.path});
  }
  return {plan};
}

}  // namespace whittle::rehearse
