local socket = require "socket"

local routes = {
  ["/"] = function() return "kettle" end,
  ["/sum"] = function() return tostring(require("shop.sum").of {1, 2, 39}) end,
  ["/json"] = function() return require("cjson").encode {name = "kettle"} end,
  ["/late"] = function() return require("shop." .. "late").name end,
  ["/files"] = function() return require("lfs").attributes("app.lua", "mode") end,
  ["/pattern"] = function() return tostring(require("lpeg").match(require("lpeg").P "tea", "tea pot")) end,
  ["/list"] = function() return table.concat(require("pl.List").range(1, 3), " ") end,
  ["/upper"] = function() return (require "pl.stringx".title "tea pot") end,
  ["/url"] = function() return require("socket.url").parse("http://localhost/x").path end,
  ["/fetch"] = function() return tostring(select(2, require("socket.http").request "http://127.0.0.1:1/")) end,
}

local server = assert(socket.bind("0.0.0.0", 8000))
while true do
  local client = server:accept()
  client:settimeout(5)
  local path = (client:receive() or ""):match("^%u+ (%S+)")
  repeat local line = client:receive() until not line or line == ""
  local route = routes[path]
  local ok, body = pcall(route or function() error "none" end)
  local status = ok and "200 OK" or "500 Error"
  body = tostring(body) .. "\n"
  client:send("HTTP/1.0 " .. status .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body)
  client:close()
end
