#include "select/language/shell_source.h"

#include <doctest/doctest.h>

using namespace whittle;
using select::shell_commands;
using Words = std::vector<std::string>;

TEST_CASE("shell: the first words of commands, not arguments, comments, builtins or prose") {
  CHECK(shell_commands("date > /x; find /tmp -mtime +9 -delete\n# git pull\necho \"use tar\"\n") ==
        Words{"date", "find"});
  CHECK(shell_commands("a=1 b=2 git log | sort && wc -l || true & tail x") ==
        Words{"git", "sort", "wc", "tail"});
  CHECK(shell_commands("if grep -q x y; then ! sed a; else\n awk b; fi") ==
        Words{"grep", "sed", "awk"});
  CHECK(shell_commands("2>/dev/null stat x >sort") == Words{"stat"});
}

TEST_CASE("shell: commands in substitutions, and texts that are run") {
  CHECK(shell_commands("x=$(basename \"$0\")\necho \"`id -u` $(uname -s)\"") ==
        Words{"basename", "id", "uname"});
  CHECK(shell_commands("sh -c 'curl x | jq .'; trap 'rm -f y' EXIT") ==
        Words{"sh", "curl", "jq", "rm"});
}

TEST_CASE("shell: what other commands run") {
  CHECK(shell_commands("exec gosu app node x.js") == Words{"gosu", "node"});
  CHECK(shell_commands("timeout 5 curl x; find . -exec chown a {} +; env A=b -u C tar x") ==
        Words{"timeout", "curl", "find", "chown", "env", "tar"});
}

TEST_CASE("shell: case, loops, functions, here-documents") {
  CHECK(shell_commands("case $1 in start|git) nginx ;; 'tar') ls;; *) exit 1;; esac; df") ==
        Words{"nginx", "ls", "df"});
  CHECK(shell_commands("for i in git tar; do gzip $i; done") == Words{"gzip"});
  CHECK(shell_commands("git() { tar x; }\ngit\n") == Words{"tar"});
  CHECK(shell_commands("cat <<EOF\ngit pull\nEOF\nls") == Words{"cat", "ls"});
}

TEST_CASE("shell: damaged scripts end") {
  for (const char* text : {"$(", "\"", "'", "`", "case x in", "<<", "\\", "((((", "x() {"}) {
    shell_commands(text);
  }
}
