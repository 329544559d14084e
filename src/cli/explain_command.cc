#include <iostream>

#include "cli/command_table.h"
#include "cli/parser.h"
#include "pipeline/explain_call.h"
#include "pipeline/minify.h"
#include "select/explanation_text.h"
#include "select/nearest.h"
#include "whittle/error.h"

namespace whittle::cli {

namespace {

enum class Form { text, json };

std::string path_explained(const std::string& artifacts, const std::string& path, Form form) {
  const select::KeepFile keep(std::filesystem::path(artifacts) / pipeline::kKeepFile);
  const FileTree tree = select::tree_of(keep);
  const std::optional<select::Explanation> explanation = select::explain(keep, tree, path);
  if (!explanation) throw Error("the image has no path " + path, select::nearest_hint(tree, path));
  return form == Form::json ? select::explanation_json(*explanation)
                            : select::explanation_text(*explanation);
}

std::string call_explained(const std::string& artifacts, const std::string& call, Form form) {
  const std::optional<profile::CallExplanation> explanation =
      pipeline::explain_call(artifacts, call);
  if (!explanation) {
    throw Error(call + " is neither an absolute path nor the name of a system call",
                "paths are absolute, as in /etc/passwd; calls have names as in openat");
  }
  return form == Form::json ? profile::call_json(*explanation) : profile::call_text(*explanation);
}

}  // namespace

int explain_command(const Arguments& arguments) {
  std::string artifacts;
  std::string subject;
  bool json = false;
  parse({.name = "whittle explain",
         .usage = "[options] ARTIFACTS PATH|CALL",
         .summary = "Shows why a path of the image was kept or dropped, or which programs made a "
                    "system call and why the profile allows or refuses it.",
         .arguments = {{"ARTIFACTS", "", "the directory given to minify --artifacts", &artifacts,
                        Needed::yes},
                       {"PATH|CALL", "",
                        "an absolute path in the image, or the name of a system call", &subject,
                        Needed::yes}},
         .groups = {{"Options", {{"--json", "", "print JSON", &json}}}},
         .examples = {"whittle explain out /usr/sbin/nginx", "whittle explain out openat"}},
        arguments);

  const Form form = json ? Form::json : Form::text;
  std::cout << (subject.starts_with('/') ? path_explained(artifacts, subject, form)
                                         : call_explained(artifacts, subject, form));
  return kDone;
}

}  // namespace whittle::cli
