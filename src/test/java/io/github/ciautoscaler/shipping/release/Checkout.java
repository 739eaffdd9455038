package io.github.ciautoscaler.shipping.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A copy of what the scripts of a release look at, with programs that only write down their calls.
 */
final class Checkout {

  private static final String VERSION = "1.0.0";
  private static final String RECORDER =
      """
      #!/usr/bin/env bash
      printf '%s' "$(basename "$0")" >>"$CALLS"
      printf ' <%s>' "$@" >>"$CALLS"
      printf '\\n' >>"$CALLS"
      while [ $# -gt 0 ]; do
        [ "$1" != --metadata-file ] || printf '{"containerimage.digest": "sha256:abc"}' >"$2"
        shift
      done
      """;

  private final Path root;
  private final Path calls;

  /**
   * @param output of the latest run, errors among it
   */
  record Run(int code, String output) {}

  Checkout(Path root, String changelog, String... recorded) throws IOException {
    this.root = root;
    this.calls = root.resolve("calls.txt");
    for (String file : List.of(".ci/changelog", ".ci/image", ".ci/chart", ".ci/release")) {
      copy(file);
    }
    copy("pom.xml");
    copy("k8s/chart/Chart.yaml");
    copy("k8s/chart/examples/minimal.yaml");
    Files.writeString(root.resolve("CHANGELOG.md"), changelog);
    Files.writeString(calls, "");
    Path programs = Files.createDirectory(root.resolve("programs"));
    for (String program : recorded) {
      Path file = Files.writeString(programs.resolve(program), RECORDER);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
  }

  static String tag() {
    return "v" + VERSION;
  }

  private void copy(String file) throws IOException {
    Path target = root.resolve(file);
    Files.createDirectories(target.getParent());
    Files.copy(Path.of(file), target);
  }

  Path resolve(String file) {
    return root.resolve(file);
  }

  Run run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(List.of("bash", root.resolve(command[0]).toString()));
    whole.addAll(List.of(command).subList(1, command.length));
    Path output = root.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", root.resolve("programs") + ":" + System.getenv("PATH"));
    builder.environment().put("CALLS", calls.toString());
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Run(code, Files.readString(output));
  }

  List<String> calls() throws IOException {
    return Files.readAllLines(calls);
  }
}
