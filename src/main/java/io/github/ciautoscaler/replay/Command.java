package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.simulator.WorldSettings.Range;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What somebody asks for.
 *
 * @param trace what is replayed
 * @param seeds each replays the same jobs with other boots and other moments
 */
record Command(
    JobTrace trace, Optional<Path> config, List<String> policies, List<Long> seeds, Looks looks) {

  /**
   * How it is done and shown.
   *
   * @param boot see {@link Surroundings}
   * @param html where a page with pictures is written
   */
  record Looks(Range boot, int maxNodes, Format format, Optional<Path> html) {}

  /** How the figures are printed. */
  enum Format {
    TEXT,
    JSON,
    MARKDOWN
  }

  private static final Set<String> OPTIONS =
      Set.of(
          "--trace",
          "--generate",
          "--config",
          "--policy",
          "--seeds",
          "--boot",
          "--max-nodes",
          "--format",
          "--html");

  static Command parse(List<String> words) {
    Words given = new Words(words);
    given.mayOnlyHave(OPTIONS);
    return new Command(
        trace(given),
        given.of("--config").map(Path::of),
        Arrays.asList(given.of("--policy").orElse("ours,original").split(",")),
        seeds(given.of("--seeds").orElse("1")),
        new Looks(
            boot(given.of("--boot").orElse("60-90")),
            (int) number("--max-nodes", given.of("--max-nodes").orElse("60")),
            format(given.of("--format").orElse("text")),
            given.of("--html").map(Path::of)));
  }

  private static JobTrace trace(Words given) {
    Optional<String> file = given.of("--trace");
    Optional<String> made = given.of("--generate");
    if (file.isPresent() == made.isPresent()) {
      throw new BadInput(
          "What is to be replayed?", "Give --trace FILE, or --generate S1, S2, S3 or S4.");
    }
    return file.map(path -> TraceFile.read(Path.of(path)))
        .orElseGet(() -> generated(made.orElseThrow()));
  }

  private static JobTrace generated(String name) {
    try {
      return Generator.valueOf(name.toUpperCase(Locale.ROOT)).generate(Generator.SEED);
    } catch (IllegalArgumentException unknown) {
      throw new BadInput("No generator is named " + name + ".", "Write S1, S2, S3 or S4.");
    }
  }

  private static List<Long> seeds(String text) {
    String[] ends = text.split("\\.\\.", 2);
    long first = number("--seeds", ends[0]);
    long last = number("--seeds", ends[ends.length - 1]);
    if (last < first || last - first >= 100) {
      throw new BadInput("--seeds is '" + text + "'.", "Write one, or a range as in 1..3.");
    }
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static Range boot(String text) {
    String[] ends = text.split("-", 2);
    long least = number("--boot", ends[0]);
    long most = number("--boot", ends[ends.length - 1]);
    if (least > most || most > 600) {
      throw new BadInput("--boot is '" + text + "'.", "Write seconds up to 600, as in 60-90.");
    }
    return Range.seconds(least, most);
  }

  private static Format format(String text) {
    return switch (text) {
      case "text" -> Format.TEXT;
      case "json" -> Format.JSON;
      case "markdown" -> Format.MARKDOWN;
      default -> throw new BadInput("--format is '" + text + "'.", "Write text, json or markdown.");
    };
  }

  static long number(String option, String text) {
    try {
      long value = Long.parseLong(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      // Said below, as for one out of range.
    }
    throw new BadInput(option + " has '" + text + "'.", "Write a whole number above 0.");
  }

  /** Options, each with a value. */
  private record Words(List<String> words) {

    Optional<String> of(String option) {
      int at = words.indexOf(option);
      return at < 0 ? Optional.empty() : Optional.of(words.get(at + 1));
    }

    void mayOnlyHave(Set<String> options) {
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < words.size(); i += 2) {
        String word = words.get(i);
        if (!options.contains(word)) {
          throw new BadInput(
              "replay does not know '" + word + "'.",
              "Write some of " + String.join(", ", options.stream().sorted().toList()) + ".");
        }
        if (i + 1 == words.size() || !seen.add(word)) {
          throw new BadInput(word + " needs one value, once.", "Write it as replay --help shows.");
        }
      }
    }
  }
}
