package shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

public class Main {
    interface Page {
        byte[] answer(Map<String, String> query) throws Exception;
    }

    private static final Map<String, Page> PAGES = Map.of(
        "/", query -> Resources.read("/index.html"),
        "/about", query -> Resources.read("/about.html"),
        "/date", query -> text(Dates.localized(query.get("locale"))),
        "/export", query -> Export.of(query.getOrDefault("as", "text"), query.getOrDefault("encoding", "UTF-8")),
        "/fetch", query -> text(Fetch.status(query.get("url"))),
        "/picture", query -> Picture.of(query.getOrDefault("as", "png"), query.get("text")),
        "/shop.css", query -> Resources.file("public/shop.css"),
        "/print.css", query -> Resources.file("public/print.css"),
        "/when", query -> text(Dates.in(query.get("zone"))));

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", Main::handle);
        server.start();
        System.out.println("listening on 8080");
    }

    private static void handle(HttpExchange exchange) throws IOException {
        int status = 200;
        byte[] body;
        try {
            Page page = PAGES.get(exchange.getRequestURI().getPath());
            status = page == null ? 404 : 200;
            body = page == null ? Resources.read("/missing.html") : page.answer(query(exchange));
        } catch (Throwable failure) {
            failure.printStackTrace();
            status = 500;
            body = text(failure.toString());
        }
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        if (query == null) return Map.of();
        return Arrays.stream(query.split("&")).map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
