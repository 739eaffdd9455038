package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.settings.Given.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that holds one value, such as a mounted secret. */
public final class ValueFile {

  private static final int MOST_BYTES = 1 << 20;

  private ValueFile() {}

  /**
   * The value in the file that a value names.
   *
   * @throws IOException whose message is for people
   */
  static Given follow(Given pointer) throws IOException {
    Origin origin = pointer.origin();
    Path file = path(pointer.value().strip());
    String place = "file " + pointer.value() + ", which " + origin.name() + " names";
    return new Given(
        pointer.at(),
        pointer.setting(),
        read(file),
        new Origin(origin.name(), place, origin.rank(), file));
  }

  private static Path path(String text) throws IOException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IOException("that is no path", e);
    }
  }

  /** Why the file that a value names is of no use. */
  static Problem problem(Given pointer, String why) {
    return new Problem(
        pointer.name() + " names the file '" + pointer.value() + "', but " + why,
        pointer.origin().place(),
        "Put the value for "
            + pointer.setting()
            + " into that file, readable by this user, or unset "
            + pointer.name()
            + ".");
  }

  /** Its content without the one newline at its end. The exception's message is for people. */
  public static String read(Path file) throws IOException {
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
