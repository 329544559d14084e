// Where Composer's autoloader finds a class: the maps in vendor/composer/autoload_psr4.php,
// autoload_classmap.php and autoload_namespaces.php, as Composer writes them (getcomposer.org,
// "Autoloader optimization"; PSR-4).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tree/contents.h"
#include "whittle/file_tree.h"

namespace whittle::select {

class PhpAutoload {
 public:
  // base: the directory that contains vendor/composer. Tree and contents must outlive this.
  PhpAutoload(const FileTree& tree, const tree::Contents& contents, const std::string& base);

  // The existing files that may define the class.
  std::vector<std::string> find(std::string_view class_name) const;

 private:
  using Map = std::map<std::string, std::vector<std::string>, std::less<>>;
  Map read(const std::string& file) const;

  const FileTree& tree_;
  const tree::Contents& contents_;
  std::string base_;
  Map prefixes_;    // PSR-4: "Monolog\" to directories
  Map namespaces_;  // PSR-0: the whole class name is the path
  Map classes_;
};

}  // namespace whittle::select
