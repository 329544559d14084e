{application, shop, [{vsn, "1"}, {modules, [shop, shop_pages]}, {applications, [kernel, stdlib]}]}.
