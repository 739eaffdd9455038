package io.github.ciautoscaler.app.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that holds one value, such as a mounted secret. */
final class ValueFile {

  private static final int MOST_BYTES = 1 << 20;

  private ValueFile() {}

  /** Its content without the one newline at its end. The exception's message is for people. */
  static String read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MOST_BYTES + 1);
      if (content.length > MOST_BYTES) {
        throw new IOException("it is larger than 1 MiB");
      }
      return withoutNewline(new String(content, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such file", e);
    } catch (java.nio.file.AccessDeniedException e) {
      throw new IOException("it may not be read by this user", e);
    }
  }

  static String withoutNewline(String text) {
    String cut = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return cut.endsWith("\r") ? cut.substring(0, cut.length() - 1) : cut;
  }
}
