-module(shop_pages).
-export([page/1]).

page(<<"/">>) -> "kettle\n";
page(<<"/sum">>) -> io_lib:format("~p~n", [lists:sum([1, 2, 39])]);
page(<<"/digest">>) -> [binary:encode_hex(crypto:hash(sha256, "kettle")), "\n"];
page(<<"/xml">>) ->
    {Root, _} = xmerl_scan:string("<shop><item>kettle</item></shop>"),
    [Item] = xmerl_xpath:string("//item/text()", Root),
    [element(5, Item), "\n"];
page(<<"/table">>) ->
    ok = mnesia:start(),
    {atomic, ok} = mnesia:create_table(item, []),
    {atomic, ok} = mnesia:transaction(fun() -> mnesia:write({item, 1, "kettle"}) end),
    [[{item, 1, Name}]] = [mnesia:dirty_read(item, 1)],
    [Name, "\n"];
page(<<"/late">>) -> [apply(list_to_atom("shop_" ++ "late"), name, []), "\n"];
page(<<"/pattern">>) -> [re:replace("tea pot", "\\s+", "-", [global, unicode]), "\n"];
page(<<"/upper">>) -> [unicode:characters_to_binary(string:uppercase("straße")), "\n"];
page(<<"/date">>) -> [calendar:system_time_to_rfc3339(0, [{offset, "Z"}]), "\n"];
page(<<"/dynamic">>) -> io_lib:format("~p~n", [apply(list_to_atom("que" ++ "ue"), len, [apply(queue, from_list, [[1, 2]])])]);
page(<<"/parse">>) ->
    {ok, Tokens, _} = erl_scan:string("6 * 7."),
    {ok, Parsed} = erl_parse:parse_exprs(Tokens),
    {value, Value, _} = erl_eval:exprs(Parsed, []),
    io_lib:format("~p~n", [Value]);
page(<<"/fetch">>) ->
    {ok, _} = application:ensure_all_started(inets),
    {ok, _} = application:ensure_all_started(ssl),
    Trust = [{verify, verify_peer}, {cacertfile, "/etc/ssl/certs/ca-certificates.crt"}],
    {ok, {{_, Status, _}, _, _}} = httpc:request(get, {"https://localhost:8443/", []}, [{ssl, Trust}], []),
    io_lib:format("~p~n", [Status]).
