#include "select/language/program_calls.h"

#include <doctest/doctest.h>

using namespace whittle;
using select::CallLanguage;
using Words = std::vector<std::string>;

namespace {

Words called(const std::string& text, CallLanguage language) {
  Words programs;
  for (const auto& call : select::read_program_calls(text, language).programs) {
    programs.push_back(call.program);
  }
  return programs;
}

std::string shell_call(const std::string& text, CallLanguage language) {
  return select::read_program_calls(text, language).shell_call;
}

}  // namespace

TEST_CASE("calls: Python") {
  const auto python = CallLanguage::python;
  CHECK(called("import subprocess\nsubprocess.run(['git', 'log'])\n", python) == Words{"git"});
  CHECK(called("import subprocess as sp\nsp.check_output('date -u | sort', shell=True)", python) ==
        Words{"date", "sort"});
  CHECK(called("os.system ('convert a b')\nx = shutil.which(\"ssh\")", python) ==
        Words{"convert", "ssh"});
  CHECK(called("# subprocess.run(['git'])\n\"\"\"os.system ('tar')\"\"\"\nprint('git')", python)
            .empty());
  CHECK(called("app.run('date')\nself.call('date')\n", python).empty());
  CHECK(shell_call("subprocess.run(['git'])", python).empty());
  CHECK(shell_call("os.system (command)", python) == "os.system");
}

TEST_CASE("calls: Node") {
  const auto node = CallLanguage::javascript;
  const std::string module = "const c = require('child_process');\n";
  CHECK(called(module + "c.execFileSync('git', ['log']); c.exec(`date -u ${x}`)", node) ==
        Words{"git", "date"});
  CHECK(called(module + "// exec('tar')\n/* spawn('tar') */ s = 'spawn(tar)'", node).empty());
  CHECK(called("/x/.exec('date')", node).empty());
  CHECK(shell_call(module + "c.spawn('git')", node).empty());
  CHECK(shell_call(module + "/x/.exec(text)", node).empty());
}

TEST_CASE("calls: PHP, Ruby, Perl, R, Lua, Elixir") {
  CHECK(called("<?php shell_exec(\"ls / | wc -l\"); $db->exec('date'); `id`;", CallLanguage::php) ==
        Words{"ls", "wc", "id"});
  CHECK(shell_call("<?php $db->exec($sql);", CallLanguage::php).empty());
  CHECK(called("system 'git', 'log'\nx = `date`\nOpen3.capture2('tar x')\n%x(id -u)",
               CallLanguage::ruby) == Words{"git", "date", "tar", "id"});
  CHECK(called("# system 'git'\nlogger.system 'git'", CallLanguage::ruby).empty());
  CHECK(called("open(my $f, '-|', 'date', '-u'); open(F, \"sort x |\"); my $x = qx{id};\n"
               "open(G, '<', 'git'); system (\"tar\", \"x\");",
               CallLanguage::perl) == Words{"date", "sort", "id", "tar"});
  CHECK(called("x <- system (\"uname -s\", intern=TRUE) # system ('git')", CallLanguage::r) ==
        Words{"uname"});
  CHECK(called("os.execute('date') -- os.execute('git')", CallLanguage::lua) == Words{"date"});
  CHECK(called("System.cmd(\"git\", [\"log\"])\n:os.cmd('date -u')", CallLanguage::elixir) ==
        Words{"git", "date"});
}

TEST_CASE("calls: damaged source ends") {
  for (const char* text : {"os.system (", "'", "`", "%x(", "/*", "os.system ('\\"}) {
    for (const auto language : {CallLanguage::python, CallLanguage::ruby, CallLanguage::php}) {
      select::read_program_calls(text, language);
    }
  }
}
