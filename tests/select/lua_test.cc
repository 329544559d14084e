// Modules of Lua.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "select/language/lua_source.h"

using namespace whittle;
using select::read_lua_source;
using testing::ImageOnDisk;
using testing::Paths;

TEST_CASE("modules that Lua source requires") {
  CHECK(read_lua_source("#!/usr/bin/lua require 'no'\nlocal a = require \"one.deep\"\n"
                        "-- require 'no'\n--[[ require 'no' ]] require('two')\n"
                        "pcall(require, 'three')\nprint('require', 'no')\nrequire('sh' .. x)\n"
                        "s = [==[ require 'no' ]==]\nrequire '../up'") ==
        std::set<std::string>{"one.deep", "sh", "three", "two"});
  CHECK(read_lua_source("require 'never closed \\").empty());
  CHECK(read_lua_source("--[[ never closed").empty());
}

TEST_CASE("modules that kept Lua code requires are kept, of the version in use") {
  ImageOnDisk image;
  image.options.keep = select::Keep::closure;
  image.options.app_budget = 0;
  image.file("/usr/bin/lua5.3", "x");
  image.recorded("/usr/bin/lua5.3");
  image.file("/srv/app/app.lua", "require 'shop.page'; require 'json'; require 'tree.leaf'");
  image.recorded("/srv/app/app.lua");
  image.file("/srv/app/shop/page.lua", "");
  for (const std::string version : {"5.1", "5.3"}) {
    image.file("/usr/share/lua/" + version + "/json.lua", "require 'json.core'");
    image.file("/usr/lib/x86_64-linux-gnu/lua/" + version + "/json/core.so", "");
  }
  image.file("/usr/local/share/lua/5.3/tree/leaf/init.lua", "");
  image.file("/usr/local/share/lua/5.3/tree/other.lua", "");
  image.select();
  CHECK(image.kept_files() == Paths{"/srv/app/app.lua", "/srv/app/shop/page.lua", "/usr/bin/lua5.3",
                                    "/usr/lib/x86_64-linux-gnu/lua/5.3/json/core.so",
                                    "/usr/local/share/lua/5.3/tree/leaf/init.lua",
                                    "/usr/share/lua/5.3/json.lua"});
  CHECK(image.reason("/usr/share/lua/5.3/json.lua").evidence == "require \"json\"");
}
