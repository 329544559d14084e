#include <algorithm>
#include <array>

#include "select/closure/parts_within_budget.h"
#include "select/language/languages.h"
#include "select/language/r_packages.h"
#include "select/language/r_source.h"
#include "select/language/tree_lookup.h"
#include "select/lookup/script_line.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

using Names = std::span<const std::string_view>;

// R loads these when a function is called for the first time: the compiler compiles every function
// that is called twice.
constexpr std::array<std::string_view, 2> kLoadedByBase = {"compiler", "tools"};

// Compiled parts of R that are opened at the first call of one of these functions; files below
// R_HOME.
constexpr std::array<std::string_view, 13> kPictures = {
    "png",      "jpeg", "tiff", "bmp",    "svg",        "cairo_pdf",
    "cairo_ps", "x11",  "X11",  "ggsave", "renderPlot", "renderCachedPlot",
    "plotPNG"};
constexpr std::array<std::string_view, 13> kAlgebra = {
    "svd",         "solve", "eigen", "qr",     "chol",       "chol2inv", "det",
    "determinant", "kappa", "norm",  "prcomp", "La_library", "ginv"};
constexpr std::array<std::string_view, 8> kNetwork = {
    "url",         "download.file", "install.packages", "url.show",
    "read.socket", "make.socket",   "curlGetHeaders",   "socketConnection"};

struct LazyPart {
  std::string_view file;
  Names functions;
};
constexpr LazyPart kLazyParts[] = {
    {"library/grDevices/libs/cairo.so", kPictures},
    {"modules/R_X11.so", kPictures},
    {"modules/lapack.so", kAlgebra},
    {"modules/internet.so", kNetwork},
};

bool is_r_source(const KeptNode& node) {
  for (const std::string_view suffix : {".R", ".r", ".Rprofile", "Rprofile.site", ".Rmd", ".qmd"}) {
    if (node.path.ends_with(suffix)) return true;
  }
  const std::optional<ScriptLine> line = read_script_line(node.head);
  if (!line) return false;
  const std::string command = line->interpreter + " " + line->argument;
  return command.find("Rscript") != std::string::npos ||
         command.find("littler") != std::string::npos || command.ends_with("/r ");
}

class RPackageWalk {
 public:
  RPackageWalk(RuleContext& context, const KeptNode& node, bool is_own)
      : context_(context),
        node_(node),
        packages_(r_packages(context)),
        budget_(is_own ? Budget{"--app-budget", context.options.app_budget}
                       : Budget{"--data-budget", context.options.data_budget}) {}

  void source() {
    const RSource source = read_r_source(context_.contents.head(node_.id, kMaxSource));
    for (const std::string& name : source.packages) package(name, "loads package " + name);
    for (const LazyPart& part : kLazyParts) {
      const auto called = std::find_if(
          part.functions.begin(), part.functions.end(),
          [&](std::string_view name) { return source.words.contains(std::string(name)); });
      if (called != part.functions.end()) lazy_part(part, std::string(*called) + "()");
    }
  }

  // A package of which something is used.
  void around(NodeId package) {
    if (!context_.languages.finished_packages.insert(package).second) return;
    keep(package, "part of package " + context_.tree.node(package).name);
    const std::string directory = context_.tree.path(package);
    const auto description =
        context_.tree.resolve(directory + "/DESCRIPTION", FollowLast::yes).node;
    if (!description) return;
    for (const std::string& name :
         read_r_description(context_.contents.head(*description, kMaxSource))) {
      this->package(name, "package " + context_.tree.node(package).name + " needs " + name);
    }
    if (context_.tree.node(package).name != "base") return;
    for (const std::string_view name : kLoadedByBase) {
      this->package(name, "R itself loads " + std::string(name));
    }
  }

 private:
  void package(std::string_view name, const std::string& evidence) {
    for (const NodeId place : packages_.with_name(name)) keep(place, evidence);
  }

  void keep(NodeId package, const std::string& evidence) {
    const auto [place, is_new] = context_.languages.r_budgets.try_emplace(package, -1);
    if (!is_new && place->second >= budget_.bytes) return;
    place->second = budget_.bytes;
    keep_parts_within(context_, packages_.parts(package), context_.tree.path(package),
                      {"r-package", evidence, node_.path}, budget_);
  }

  // R_HOME is where the library with the package base is.
  void lazy_part(const LazyPart& part, const std::string& function) {
    for (const NodeId base : packages_.with_name("base")) {
      const NodeId home = context_.tree.node(context_.tree.node(base).parent).parent;
      const std::string path = joined(context_.tree.path(home), part.file);
      const std::optional<NodeId> file = context_.tree.resolve(path, FollowLast::yes).node;
      if (!file || context_.tree.metadata(*file).type != FileType::regular) continue;
      keep_parts_within(context_, {{path, *file}}, path,
                        {"r-package", function + " opens it", node_.path}, budget_);
    }
  }

  RuleContext& context_;
  const KeptNode& node_;
  const RPackages& packages_;
  Budget budget_;
};

}  // namespace

void r_package(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular || r_packages(context).empty()) return;
  if (const auto package = r_packages(context).around(node.id)) {
    RPackageWalk(context, node, false).around(*package);
  } else if (is_r_source(node)) {
    RPackageWalk(context, node, context.languages.origins.is_application(node.id)).source();
  }
}

}  // namespace whittle::select::rules
