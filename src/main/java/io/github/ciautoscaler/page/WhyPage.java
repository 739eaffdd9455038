package io.github.ciautoscaler.page;

import io.github.ciautoscaler.api.WhyView;
import io.github.ciautoscaler.report.MachineStory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why one job, machine or pool is as it is.
 *
 * @param why what the last pass says of it; null of a machine that is gone
 * @param story what became of a machine until now; empty of others
 * @param act where one asks to drain the machine, or to keep it after all; null for nothing to ask
 */
public record WhyPage(
    String heading, @Nullable WhyView why, List<MachineStory.Line> story, @Nullable String act) {

  static WhyPage of(String kind, WhyView why) {
    return new WhyPage(kind + " " + why.subject(), why, List.of(), null);
  }

  static WhyPage ofMachine(String name, @Nullable WhyView why, List<MachineStory.Line> story) {
    return new WhyPage(
        "Machine " + name,
        why,
        story.reversed(),
        why == null ? null : Texts.act(isDrained(why) ? "keep" : "drain", name));
  }

  private static boolean isDrained(WhyView why) {
    return why.facts().stream().anyMatch(fact -> fact.name().equals("drained"));
  }

  /** What the link to the act says. */
  public String actWord() {
    return act != null && act.contains("do=keep") ? "Keep it after all…" : "Drain it…";
  }

  /** A fact's address that can be followed; null for none. */
  public @Nullable String link(WhyView.FactView fact) {
    return fact.name().equals("url") ? Texts.link(fact.value()) : null;
  }
}
