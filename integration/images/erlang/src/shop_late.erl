-module(shop_late).
-export([name/0]).

name() -> "late".
