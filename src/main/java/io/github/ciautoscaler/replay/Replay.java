package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.plan.PlanSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The command {@code replay}: prints what a history of jobs would have cost under several policies,
 * and how long its jobs would have waited.
 */
public final class Replay {

  public static final String COMMAND = "replay";

  private static final int DONE = 0;
  private static final int BAD_INPUT = 2;

  private static final String USAGE =
      """
      replay prints what a history of jobs would have cost, and how long its jobs would have waited:

        replay --trace FILE | --generate S1|S2|S3|S4
            FILE is CSV, plain or packed by gzip: submitted_at_epoch_s,duration_s,label,repo,name
          [--config FILE]       a file of pools for the policy ours, as docs/pools.md shows
          [--policy LIST]       of ours, original, cluster-autoscaler, taskscaler, testflows, woodpecker,
                                static:N; ours,original if it is left out
          [--seeds 1..3]        replays it with other boots; 1 if it is left out
          [--boot 60-90]        seconds from an order until the runner asks for jobs
          [--max-nodes 60]      for every policy; a file of pools has its own
          [--format text|json|markdown]
          [--html FILE]         also writes a page with pictures

      Progress is printed on stderr. docs/economics.md says what the figures mean.
      """;

  private final Command command;
  private final PlanSettings plan;
  private final Surroundings surroundings;
  private final PrintStream err;

  private Replay(Command command, PlanSettings plan, Surroundings surroundings, PrintStream err) {
    this.command = command;
    this.plan = plan;
    this.surroundings = surroundings;
    this.err = err;
  }

  public static boolean isAskedFor(String... args) {
    return args.length > 0 && args[0].equals(COMMAND);
  }

  /**
   * @param args with the command itself
   * @param plans reads a file of pools
   * @return the exit code
   */
  public static int run(
      String[] args, Function<Path, PlanSettings> plans, PrintStream out, PrintStream err) {
    List<String> words = List.of(args).subList(1, args.length);
    if (words.contains("--help") || words.contains("-h")) {
      out.print(USAGE);
      return DONE;
    }
    try {
      Command command = Command.parse(words);
      Surroundings around =
          Surroundings.USUAL.booting(command.looks().boot()).atMost(command.looks().maxNodes());
      PlanSettings plan = command.config().map(plans).orElseGet(() -> UsualPlan.of(around));
      Comparison found = new Replay(command, plan, around, err).compare();
      out.print(printed(found, command.looks().format()));
      out.flush();
      command.looks().html().ifPresent(file -> write(file, HtmlReport.of(found)));
      return DONE;
    } catch (BadInput bad) {
      err.println("replay: " + bad.getMessage());
      return BAD_INPUT;
    }
  }

  private static String printed(Comparison found, Command.Format format) {
    return switch (format) {
      case TEXT -> TextReport.of(found);
      case JSON -> JsonReport.of(found);
      case MARKDOWN -> MarkdownReport.of(found);
    };
  }

  private Comparison compare() {
    List<Policy> asked = command.policies().stream().map(this::policy).toList();
    List<Measured> measured = new ArrayList<>();
    for (Policy policy : asked) {
      measured.add(measured(policy));
    }
    return new Comparison(command.trace(), Bounds.of(command.trace().jobs()), measured);
  }

  private Measured measured(Policy policy) {
    List<ReplayWorld> worlds =
        command.seeds().stream().map(seed -> play(policy.name(), seed)).toList();
    List<Figures> runs = worlds.stream().map(ReplayWorld::figures).toList();
    return new Measured(policy.name(), policy.source(), runs, worlds.getFirst().course());
  }

  private static void write(Path file, String page) {
    try {
      Files.writeString(file, page);
    } catch (IOException unwritable) {
      throw new BadInput(file + " cannot be written.", "Its directory must be there.");
    }
  }

  private Policy policy(String name) {
    return Policies.named(name, plan, surroundings);
  }

  private ReplayWorld play(String name, long seed) {
    ReplayWorld replayed = new ReplayWorld(command.trace(), surroundings, seed);
    Progress progress = new Progress(name + ", seed " + seed, err::println);
    policy(name).run(replayed, progress);
    return replayed;
  }
}
