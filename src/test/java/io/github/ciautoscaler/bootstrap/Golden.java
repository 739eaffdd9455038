package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whole texts that new machines are given, kept in files. {@code mvn test -Dgolden.write=true}
 * writes them anew, for a person to look at.
 */
final class Golden {

  private static final Path FILES = Path.of("src/test/resources/bootstrap");

  private Golden() {}

  static String file(String name) throws IOException {
    return Files.readString(FILES.resolve(name));
  }

  static void assertIs(String name, String text) throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(FILES.resolve(name).getParent());
      Files.writeString(FILES.resolve(name), text);
    }
    assertThat(text).isEqualTo(file(name));
  }
}
