package io.github.ciautoscaler.app.loop;

import static io.github.ciautoscaler.reconcile.Machines.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.api.Audited;
import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Action.Kind;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.Cluster.Event;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.reconcile.ScriptedCluster;
import io.github.ciautoscaler.reconcile.Waiting;
import io.github.ciautoscaler.report.EventStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the cluster's own event log is told of each action, by {@code kubectl get events}. */
class ClusterEventsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final ClusterInfo ALLOWED =
      new ClusterInfo("v1.34.2+k3s1", null, Set.of(Permission.EVENTS), Map.of());
  private static final ClusterInfo FORBIDDEN =
      new ClusterInfo("v1.34.2+k3s1", null, Set.of(), Map.of(Permission.EVENTS, "rules: []"));

  private final ScriptedCluster cluster = new ScriptedCluster();
  private final Waiting background = new Waiting();
  private final ClusterEvents events = new ClusterEvents(cluster, background);
  private final EventStream passes = new EventStream(List.of(events));

  @ParameterizedTest
  @CsvSource({
    "CREATE, ScaleUp, false, false",
    "ADOPT, NodeAdopted, true, false",
    "DEREGISTER, Deregistering, true, false",
    "DRAIN, Draining, true, false",
    "REMOVE, ScaleDown, true, false",
    "FINISH, NodeRemoved, true, false",
    "CANCEL, TerminationCancelled, true, false",
    "GIVE_UP_BOOT, ProvisioningFailed, false, true",
    "REMOVE_VANISHED, OrphanRemoved, false, false",
    "REMOVE_ORPHAN_NODE, OrphanRemoved, true, false",
    "REMOVE_ORPHAN_RUNNER, OrphanRemoved, false, false",
  })
  void an_action_is_told_with_its_reason_and_its_node(
      Kind kind, String reason, boolean aboutNode, boolean warning) {
    assertThat(published(kind, ALLOWED))
        .containsExactly(
            new Event(aboutNode ? name(1) : null, warning, reason, name(1) + ": Because.", NOW));
  }

  @ParameterizedTest
  @CsvSource({"RESOLVE_LAUNCH", "ANNOTATE", "EVICT", "DELETE_JOIN_TOKEN"})
  void an_action_that_nobody_waits_for_is_not_told(Kind kind) {
    assertThat(published(kind, ALLOWED)).isEmpty();
  }

  @Test
  void nothing_is_told_where_events_may_not_be_written() {
    assertThat(published(Kind.CREATE, FORBIDDEN)).isEmpty();
  }

  @Test
  void what_a_person_asked_for_is_told_once_it_is_accepted() {
    passes.onPass(ReportBuilder.at(NOW).cluster(ALLOWED).build());
    events.onWrite(drain(false, 401));
    events.onWrite(drain(true, 200));
    events.onWrite(drain(false, 202));
    background.answer();

    assertThat(cluster.published())
        .containsExactly(
            new Event(name(1), false, "OperatorRequest", "operator: drain. It drains.", NOW));
  }

  private static Audited drain(boolean dryRun, int status) {
    return new Audited(
        new Audited.Caller(NOW, "operator", "127.0.0.1"),
        new Audited.Request("drain", name(1), dryRun, status),
        "Idle",
        "It drains.");
  }

  private List<Event> published(Kind kind, ClusterInfo info) {
    Action action = new Action(name(1), kind, new Reason(Code.HOUR_ENDS, "Because."), List.of());
    passes.onPass(ReportBuilder.at(NOW).cluster(info).started(action).build());
    background.answer();
    return cluster.published();
  }
}
