package io.github.ciautoscaler.convert;

import io.github.ciautoscaler.settings.Nearness;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The command {@code convert}: prints a file of pools, made of what another autoscaler is given.
 */
public final class Convert {

  public static final String COMMAND = "convert";

  private static final int DONE = 0;
  private static final int BAD_INPUT = 2;
  private static final List<String> TOOLS = List.of("cluster-autoscaler", "fleeting");

  private static final String USAGE =
      """
      convert prints a file of pools on stdout, made of what another autoscaler is given:

        convert cluster-autoscaler --nodes MIN:MAX:TYPE:LOCATION:NAME [--nodes ...] [--config FILE]
            FILE is the JSON of HCLOUD_CLUSTER_CONFIG, or its base64. HCLOUD_* variables are read too.
        convert fleeting FILE
            FILE is the config.toml of a GitLab runner with the Hetzner plugin.

      - as FILE is stdin. What has no counterpart is printed as comments.
      """;

  private final Map<String, String> environment;
  private final InputStream in;

  private Convert(Map<String, String> environment, InputStream in) {
    this.environment = environment;
    this.in = in;
  }

  public static boolean isAskedFor(String... args) {
    return args.length > 0 && args[0].equals(COMMAND);
  }

  /**
   * @param args with the command itself
   * @return the exit code
   */
  public static int run(
      String[] args,
      Map<String, String> environment,
      InputStream in,
      PrintStream out,
      PrintStream err) {
    List<String> words = List.of(args).subList(1, args.length);
    if (words.contains("--help") || words.contains("-h")) {
      out.print(USAGE);
      return DONE;
    }
    try {
      out.print(new Convert(environment, in).converted(words));
      out.flush();
      return DONE;
    } catch (BadInput bad) {
      err.println("convert: " + bad.getMessage());
      return BAD_INPUT;
    }
  }

  private String converted(List<String> words) {
    if (words.isEmpty()) {
      throw new BadInput("From what?", "\n" + USAGE);
    }
    List<String> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "cluster-autoscaler" -> ClusterAutoscaler.convert(rest, environment, this::read);
      case "fleeting" -> fleeting(rest);
      default ->
          throw new BadInput(
              "Nobody here can convert from '%s'.".formatted(words.getFirst()),
              "Did you mean %s? Write one of %s after convert."
                  .formatted(Nearness.nearest(words.getFirst(), TOOLS), String.join(", ", TOOLS)));
    };
  }

  private String fleeting(List<String> words) {
    if (words.size() != 1 || words.getFirst().startsWith("--")) {
      throw new BadInput(
          "convert fleeting takes one file, and nothing else.",
          "Write it as in convert fleeting /etc/gitlab-runner/config.toml.");
    }
    String file = words.getFirst();
    return Fleeting.convert(file, read(file));
  }

  private String read(String file) {
    try {
      byte[] bytes = file.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(file));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      throw new BadInput(
          "There is no file %s.".formatted(file),
          "Look at its path; in a container give the whole one, or - and the file as stdin.");
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new BadInput(
          "%s cannot be read: %s.".formatted(file, unreadable.getClass().getSimpleName()),
          "It must be a file that you may read.");
    }
  }
}
