package io.github.ciautoscaler.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Another process over the classes of this one, with the spoiled ones before them: nothing of a
 * mistake outlives it, and one that never ends is ended.
 */
final class Fork {

  private static final String TESTS = "io.github.ciautoscaler.";

  private final Path spoiled;

  Fork(Path spoiled) {
    this.spoiled = spoiled;
  }

  /** What the storm says of it: empty where it sees nothing. */
  Optional<String> storm(long first, long last, int threads) throws Exception {
    String said =
        run(
            Duration.ofHours(2),
            List.of(StormRun.class.getName(), "" + first, "" + last, "" + threads));
    String end = said.lines().filter(Fork::isLast).findFirst().orElse("");
    if (end.isEmpty()) {
      throw new IllegalStateException(
          "the storm must end with NOTHING or CAUGHT, and said: " + said);
    }
    return end.equals("NOTHING")
        ? Optional.empty()
        : Optional.of(end.substring("CAUGHT ".length()));
  }

  private static boolean isLast(String line) {
    return line.equals("NOTHING") || line.startsWith("CAUGHT ");
  }

  /** The first test of the rooms and of the simulator, without the storm, that fails. */
  Optional<String> units() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--exclude-tag=soak",
                "--exclude-classname=.*(Storm|Planted\\w*)Test",
                "--fail-fast",
                "--details=summary",
                "--disable-banner",
                "--disable-ansi-colors"));
    Mistakes.ROOMS.forEach(room -> command.add("--select-package=" + TESTS + room));
    command.add("--select-package=" + TESTS + "simulator");
    String said = run(Duration.ofMinutes(5), command);
    if (said.contains(NO_FAILURE)) {
      return Optional.empty();
    }
    return Optional.of(
        said.lines()
            .filter(line -> line.startsWith("  ") && line.contains("MethodSource"))
            .findFirst()
            .map(Fork::test)
            .orElse(said.equals(ENDLESS) ? "the tests do not end" : said));
  }

  private static final String ENDLESS = "endless";
  private static final String NO_FAILURE = "[         0 tests failed ";

  private static String test(String line) {
    return line.replaceAll(".*className = '[\\w.]*\\.(\\w+)', methodName = '(\\w+)'.*", "$1#$2");
  }

  private String run(Duration mostCpu, List<String> command) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-Xshare:auto", "-cp"));
    all.add(spoiled + java.io.File.pathSeparator + System.getProperty("java.class.path"));
    all.addAll(command);
    Path said = Files.createTempFile("mutation", ".txt");
    Process process =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
        Duration used = process.info().totalCpuDuration().orElse(Duration.ZERO);
        if (used.compareTo(mostCpu) > 0) {
          return ENDLESS;
        }
      }
      return text(said);
    } finally {
      process.destroyForcibly().waitFor();
      Files.delete(said);
    }
  }

  private static String text(Path said) throws IOException {
    return Files.readString(said);
  }
}
