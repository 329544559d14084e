package shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Resources {
    static byte[] read(String name) throws IOException {
        try (var stream = Resources.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        }
    }

    static byte[] file(String name) throws IOException {
        return Files.readAllBytes(Path.of(name));
    }
}
