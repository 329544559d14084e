%% A small web server, one process a connection.
-module(shop).
-export([start/0]).

start() ->
    {ok, Listener} = gen_tcp:listen(8080, [binary, {packet, http_bin}, {active, false}, {reuseaddr, true}, {backlog, 64}]),
    accept(Listener).

accept(Listener) ->
    {ok, Socket} = gen_tcp:accept(Listener),
    Server = spawn(fun() -> receive go -> serve(Socket) end end),
    ok = gen_tcp:controlling_process(Socket, Server),
    Server ! go,
    accept(Listener).

serve(Socket) ->
    case gen_tcp:recv(Socket, 0, 10000) of
        {ok, {http_request, _, {abs_path, Path}, _}} -> headers(Socket), answer(Socket, Path);
        _ -> ok
    end,
    gen_tcp:close(Socket).

headers(Socket) ->
    case gen_tcp:recv(Socket, 0, 10000) of
        {ok, {http_header, _, _, _, _}} -> headers(Socket);
        _ -> ok
    end.

answer(Socket, Path) ->
    {Status, Body} =
        try {"200 OK", iolist_to_binary(shop_pages:page(Path))}
        catch Class:Reason -> {"500 Oops", iolist_to_binary(io_lib:format("~p ~p~n", [Class, Reason]))}
        end,
    inet:setopts(Socket, [{packet, raw}]),
    gen_tcp:send(Socket, ["HTTP/1.1 ", Status, "\r\nContent-Length: ", integer_to_list(byte_size(Body)),
                          "\r\nConnection: close\r\n\r\n", Body]).
