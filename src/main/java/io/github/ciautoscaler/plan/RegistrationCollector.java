package io.github.ciautoscaler.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Registrations are kept until the machine and every one of its rows are gone. */
final class RegistrationCollector implements Proposer {

  @Override
  public List<Proposal> propose(Situation situation) {
    return situation.evidence().map(evidence -> collect(evidence, situation)).orElse(List.of());
  }

  private static List<Proposal> collect(Evidence evidence, Situation situation) {
    Map<String, Set<Long>> gone =
        new TreeMap<>(situation.seen().stored().runners().registrations());
    situation.fleet().machines().forEach(machine -> gone.remove(machine.name()));
    evidence.nodes().forEach(node -> gone.remove(node.name()));
    Set<Long> rows = new HashSet<>();
    if (!gone.isEmpty()) {
      evidence.runners().forEach(row -> rows.add(row.id()));
    }
    gone.values().removeIf(ids -> ids.stream().anyMatch(rows::contains));
    return gone.isEmpty()
        ? List.of()
        : List.of(new Proposal.Remember(evidence.forgetRunnersOf(gone.keySet())));
  }
}
