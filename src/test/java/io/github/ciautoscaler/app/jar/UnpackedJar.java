package io.github.ciautoscaler.app.jar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged jar as its own tool unpacks it. The JVMs that run it share its classes, as Spring
 * Boot's manual advises: a start costs half of what it would.
 */
final class UnpackedJar {

  private static final Path JAR = Path.of(System.getProperty("packaged.jar", "not packaged"));
  private static final Path DIRECTORY = unpack();

  private UnpackedJar() {}

  static Path path() {
    return DIRECTORY.resolve(JAR.getFileName());
  }

  /** An archive of the JVM's. */
  static Path sharedClasses() {
    return DIRECTORY.resolve("classes.jsa");
  }

  private static Path unpack() {
    try {
      Path directory = Files.createTempDirectory(JAR.toAbsolutePath().getParent(), "unpacked-");
      String jar = directory.resolve(JAR.getFileName()).toString();
      java("-Djarmode=tools", "-jar", JAR.toString(), "extract", "--force", "--destination")
          .add(directory.toString())
          .run();
      java("-XX:ArchiveClassesAtExit=" + directory.resolve("classes.jsa"), "-XX:+UseSerialGC")
          .add("-XX:TieredStopAtLevel=1", "-Dspring.context.exit=onRefresh")
          .add("-Dspring.profiles.active=sandbox", "-jar", jar, "--server.port=0")
          .run();
      return directory;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Run java(String... arguments) {
    return new Run(new ArrayList<>())
        .add(System.getProperty("java.home") + "/bin/java")
        .add(arguments);
  }

  private record Run(List<String> command) {

    Run add(String... more) {
      command.addAll(List.of(more));
      return this;
    }

    void run() throws IOException {
      Path log = Files.createTempFile(JAR.toAbsolutePath().getParent(), "unpacking-", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        if (process.waitFor() != 0) {
          throw new IllegalStateException(command + " failed:\n" + Files.readString(log));
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted during " + command, stopped);
      }
    }
  }
}
