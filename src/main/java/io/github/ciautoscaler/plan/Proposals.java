package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.StateChange;
import io.github.ciautoscaler.plan.Action.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects proposals in the order in which they are made; nobody can see what others proposed. */
final class Proposals {

  private final List<Proposal> all = new ArrayList<>();

  void add(Proposal proposal) {
    all.add(proposal);
  }

  void addAll(Collection<Proposal> proposals) {
    all.addAll(proposals);
  }

  void start(String machine, Kind kind, Reason reason, List<Effect> effects) {
    add(Proposal.act(machine, kind, reason, effects));
  }

  void notDone(String subject, Reason reason) {
    add(new Proposal.NotDone(subject, reason));
  }

  void explain(String machine, Reason reason) {
    add(new Proposal.Explain(machine, reason));
  }

  void warn(Reason.Code code, String message) {
    add(Proposal.warn(code, message));
  }

  void remember(StateChange change) {
    add(new Proposal.Remember(change));
  }

  List<Proposal> all() {
    return List.copyOf(all);
  }
}
