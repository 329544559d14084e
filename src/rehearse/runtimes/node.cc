#include <algorithm>
#include <array>

#include "rehearse/runtimes/kept_files.h"

namespace whittle::rehearse {
namespace {

// A CommonJS module by require(), an ES module by import(). process.exit() is an error of the unit.
constexpr const char* kNodeDriver = R"(
'use strict';
const fs = require('fs'), url = require('url'), path = require('path');
const token = process.argv[1], units = process.argv.slice(3);
const write = fs.writeSync, leave = process.reallyExit.bind(process), wait = setTimeout;
function say(kind, unit, words) {
  let rest = Buffer.from(('\n' + token + ' ' + kind + ' ' + unit + ' ' +
    String(words || '').replace(/\n/g, ' ').slice(0, 4096)).trimEnd() + '\n');
  while (rest.length > 0) {
    try { rest = rest.subarray(write(1, rest)); } catch (error) { if (error.code !== 'EAGAIN') return; }
  }
}
process.argv = [process.argv[0]];
process.exit = () => { throw new Error('it ends the process'); };
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});
for (const name of ['log', 'error', 'warn', 'info', 'debug', 'trace']) console[name] = () => {};
const codes = ['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE'];
function isModule(error, unit) {
  return codes.includes(error && error.code) ||
    (error instanceof SyntaxError && /import|export|await/.test(error.message) && !/\.cjs$/.test(unit));
}
async function load(unit) {
  try { require(unit); } catch (error) {
    if (!isModule(error, unit)) throw error;
    await Promise.race([import(url.pathToFileURL(unit).href),
      new Promise((done, fail) => wait(() => fail(new Error('it does not end')), 1000))]);
  }
}
(async () => {
  const known = new Set(Object.keys(require.cache));
  for (let unit = 0; unit < units.length; ++unit) {
    say('b', unit);
    try { await load(units[unit]); say('l', unit); } catch (error) {
      let words = 'an error without words';
      try { words = String(error && error.message || error).slice(0, 200); } catch (other) {}
      say('f', unit, words);
    }
    for (const file of Object.keys(require.cache)) {
      if (known.has(file)) continue;
      known.add(file);
      say('o', unit, file);
    }
  }
  leave(0);
})();
)";

constexpr std::array<std::string_view, 4> kSuffixes = {".js", ".cjs", ".mjs", ".node"};

bool is_node_module(const KeptFile& file) {
  return std::ranges::any_of(kSuffixes,
                             [&](std::string_view suffix) { return file.path.ends_with(suffix); });
}

}  // namespace

std::vector<Plan> plan_node(const Selected& selected) {
  const std::vector<std::string> programs = executed_programs(
      selected, [](std::string_view name) { return name == "node" || name == "nodejs"; });
  if (programs.empty()) return {};
  Plan plan{.runtime = "Node",
            .verb = "require",
            .command = {programs.front(), "-e", kNodeDriver, "--"},
            .options = "",
            .units = {},
            .opener = ""};
  for (const KeptFile& file : unread_files(selected, is_node_module)) {
    plan.units.push_back({file.path, file.path});
  }
  return {plan};
}

}  // namespace whittle::rehearse
