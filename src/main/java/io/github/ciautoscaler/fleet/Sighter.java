package io.github.ciautoscaler.fleet;

import io.github.ciautoscaler.fleet.Sightings.RunnerAndLabels;
import io.github.ciautoscaler.fleet.Sightings.StateSince;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Carries forward since when something is seen without a break. */
final class Sighter {

  private final Observation seen;
  private final Sightings before;

  Sighter(Observation seen, Sightings before) {
    this.seen = seen;
    this.before = before;
  }

  Sightings next(
      List<ManagedNode> machines,
      List<Runner> permanent,
      List<Node> orphanNodes,
      List<Runner> orphanRunners) {
    Set<Set<String>> queued =
        seen.queued().latest() instanceof Reading.Failed || !seen.queued().wasAsked()
            ? before.queuedSince().keySet()
            : seen
                .queued()
                .seen(seen.now(), java.time.Duration.ofDays(1))
                .orElse(List.of())
                .stream()
                .map(Job::labels)
                .collect(Collectors.toSet());
    return new Sightings(
        carried(before.queuedSince(), queued),
        carried(before.ignoredSince(), ignoring(machines, permanent, queued)),
        carried(before.missingServers(), missingServers(machines)),
        carried(
            before.orphanNodes(), orphanNodes.stream().map(Node::name).collect(Collectors.toSet())),
        carried(
            before.offlineRunners(),
            orphanRunners.stream().map(Runner::id).collect(Collectors.toSet())),
        carried(before.quietMachines(), quietMachines(machines)),
        carried(before.vanishedNodes(), vanishedNodes(machines)),
        states(machines));
  }

  private Set<RunnerAndLabels> ignoring(
      List<ManagedNode> machines, List<Runner> permanent, Set<Set<String>> queued) {
    Set<Long> running =
        seen.running().known().orElse(List.of()).stream()
            .map(Job::runnerId)
            .filter(java.util.Objects::nonNull)
            .collect(Collectors.toSet());
    Set<RunnerAndLabels> ignoring = new HashSet<>();
    for (Runner runner : permanent) {
      addIgnored(runner, running, queued, ignoring);
    }
    for (ManagedNode machine : machines) {
      if (machine.marks().stage() == null) {
        machine.runners().forEach(runner -> addIgnored(runner, running, queued, ignoring));
      }
    }
    return ignoring;
  }

  private static void addIgnored(
      Runner runner, Set<Long> running, Set<Set<String>> queued, Set<RunnerAndLabels> ignoring) {
    if (!runner.online() || runner.disabled() || running.contains(runner.id())) {
      return;
    }
    for (Set<String> labels : queued) {
      if (runner.fits(labels)) {
        ignoring.add(new RunnerAndLabels(runner.id(), labels));
      }
    }
  }

  /** Servers that a create call answered, which a later complete list does not have. */
  private Set<String> missingServers(List<ManagedNode> machines) {
    return machines.stream()
        .filter(machine -> machine.server() == null && machine.node() == null)
        .map(ManagedNode::name)
        .filter(name -> {
          Notes.Intent intent = seen.notes().intents().get(name);
          return intent != null && intent.serverId() != null;
        })
        .collect(Collectors.toSet());
  }

  private static Set<String> quietMachines(List<ManagedNode> machines) {
    return machines.stream()
        .filter(machine -> machine.node() == null && machine.jobs().isEmpty())
        .filter(machine -> machine.runners().stream().allMatch(r -> r.disabled() || !r.online()))
        .map(ManagedNode::name)
        .collect(Collectors.toSet());
  }

  private Set<String> vanishedNodes(List<ManagedNode> machines) {
    return machines.stream()
        .filter(machine -> machine.server() != null && machine.node() == null)
        .filter(machine -> !seen.notes().intents().containsKey(machine.name()))
        .map(ManagedNode::name)
        .collect(Collectors.toSet());
  }

  private Map<String, StateSince> states(List<ManagedNode> machines) {
    Map<String, StateSince> states = new HashMap<>();
    for (ManagedNode machine : machines) {
      String word = machine.lifecycle().word();
      StateSince old = before.states().get(machine.name());
      states.put(
          machine.name(),
          old != null && old.word().equals(word)
              ? old
              : new StateSince(word, machine.lifecycle().since()));
    }
    return states;
  }

  private <K> Map<K, Instant> carried(Map<K, Instant> old, Set<K> now) {
    Map<K, Instant> next = new HashMap<>();
    for (K key : now) {
      next.put(key, old.getOrDefault(key, seen.now()));
    }
    return next;
  }
}
