package io.github.ciautoscaler.api;

import io.github.ciautoscaler.plan.Asked;
import io.github.ciautoscaler.plan.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why something is as it is.
 *
 * @param reason what holds; null where the pass did not say
 * @param rules those that were asked, in their order
 */
public record WhyView(
    Instant observedAt,
    String subject,
    @Nullable ReasonView reason,
    List<FactView> facts,
    List<RuleView> rules,
    NextView next) {

  /** Something that is known. */
  public record FactView(String name, String value) {}

  /**
   * A rule that was asked.
   *
   * @param answer as {@link Asked.Says} lists them
   * @param decides whether this answer is the one that held
   */
  public record RuleView(
      String rule, String question, String answer, boolean decides, @Nullable ReasonView reason) {

    static RuleView of(Asked asked) {
      return new RuleView(
          asked.rule(),
          asked.question(),
          asked.says().word(),
          asked.decides(),
          WhyView.reason(asked.reason()));
    }
  }

  /**
   * What happens next.
   *
   * @param at null where nobody can know when
   */
  public record NextView(String what, @Nullable Instant at) {}

  static List<RuleView> rules(List<Asked> asked) {
    return asked.stream().map(RuleView::of).toList();
  }

  static @Nullable ReasonView reason(@Nullable Reason reason) {
    return reason == null ? null : ReasonView.of(reason);
  }
}
