package io.github.ciautoscaler.settings;

import java.util.Locale;

/** What the sandbox shows. */
public enum SandboxScenario {
  STANDARD("One pool, and people who push now and then."),
  QUIET("Nobody pushes: try a file of your own, and push jobs by hand."),
  TWO_POOLS("Two pools, amd64 with two slots and arm64, under mixed jobs."),
  STOCK_OUT("The first server type is sold out; the second one serves until it is back."),
  WORKDAY("Free slots are held ready by the clock, in the night in which summer time ends."),
  FRESH_MACHINES("Each job gets a machine of its own (max-uses 1)."),
  SPEND_LIMIT("More jobs than a limit of the spend allows machines for."),
  PENDING_PODS("A Deployment whose five replicas keep apart asks for machines, and goes."),
  TALOS("The Talos guide's pool: machines of Talos for pods that are pending."),
  GITLAB("The GitLab guide's pool: four slots a machine, eight of them held ready."),
  WEBHOOK("A webhook that you install tells of jobs; of six minutes it is lost for two."),
  ORG_SCOPE("An organisation's runners, watched with its owner's token: no site administrator.");

  private final String meaning;

  SandboxScenario(String meaning) {
    this.meaning = meaning;
  }

  /** One sentence for people. */
  public String meaning() {
    return meaning;
  }

  /** As it is written, for example two-pools. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it brings pools of its own. */
  public boolean hasPools() {
    return switch (this) {
      case STANDARD, QUIET -> false;
      case TWO_POOLS,
          STOCK_OUT,
          WORKDAY,
          FRESH_MACHINES,
          SPEND_LIMIT,
          PENDING_PODS,
          TALOS,
          GITLAB,
          WEBHOOK,
          ORG_SCOPE ->
          true;
    };
  }
}
