package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.plan.Asked.Says;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what rules answered, in their order; the first with an opinion decides. */
final class AskedRules {

  private final List<Asked> all = new ArrayList<>();
  private boolean decided;

  void add(String rule, String question, Answer answer) {
    Says says = says(answer);
    add(rule, question, says, reason(answer));
  }

  void add(String rule, String question, Says says, @Nullable Reason reason) {
    boolean decides = says != Says.NO_OPINION && !decided;
    all.add(new Asked(rule, question, says, decides, reason));
    decided = decided || decides;
  }

  List<Asked> all() {
    return List.copyOf(all);
  }

  private static Says says(Answer answer) {
    return switch (answer) {
      case Answer.NoOpinion _ -> Says.NO_OPINION;
      case Answer.Keep _ -> Says.KEEP;
      case Answer.WaitUntil _ -> Says.WAIT;
      case Answer.Terminate _ -> Says.TERMINATE;
    };
  }

  static @Nullable Reason reason(Answer answer) {
    return switch (answer) {
      case Answer.NoOpinion _ -> null;
      case Answer.Keep(Reason why) -> why;
      case Answer.WaitUntil(_, Reason why) -> why;
      case Answer.Terminate(Reason because) -> because;
    };
  }
}
