package io.github.ciautoscaler.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;

/** What the page loads beside itself: these four files, and no other from anywhere. */
record PageFile(MediaType type, byte[] bytes) {

  private static final MediaType SCRIPT = MediaType.valueOf("text/javascript;charset=UTF-8");
  private static final MediaType STYLE = MediaType.valueOf("text/css;charset=UTF-8");

  private static final Map<String, PageFile> ALL =
      Map.of(
          "style.css", new PageFile(STYLE, read("page/style.css")),
          "icon.svg", new PageFile(MediaType.valueOf("image/svg+xml"), read("page/icon.svg")),
          "page.js", new PageFile(SCRIPT, read("page/page.js")),
          "htmx.js",
              new PageFile(
                  SCRIPT, read("META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js")));

  static Optional<PageFile> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static byte[] read(String path) {
    try (InputStream file = new ClassPathResource(path).getInputStream()) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the program lacks its own file " + path, e);
    }
  }
}
