package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.bootstrap.JoinToken;
import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.FleetState;
import io.github.ciautoscaler.plan.Plan.Warning;
import io.github.ciautoscaler.plan.Reason.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what keeps new machines from joining this cluster, or gives them more than they need, where
 * that is so, and how to mend it.
 */
final class JoinWarnings {

  private final ReconcileSettings settings;
  private final List<Warning> warnings = new ArrayList<>();

  private JoinWarnings(ReconcileSettings settings) {
    this.settings = settings;
  }

  static List<Warning> about(FleetState fleet, ReconcileSettings settings) {
    boolean hasJoined =
        !fleet.seen().notes().shownLabels().isEmpty()
            || fleet.machines().stream().anyMatch(machine -> machine.wasEverReady());
    return fleet
        .seen()
        .cluster()
        .known()
        .map(cluster -> about(cluster, hasJoined, settings))
        .orElseGet(() -> new JoinWarnings(settings).ofTheSettings(hasJoined));
  }

  /**
   * @param hasJoined whether a machine of ours ever did
   */
  static List<Warning> about(ClusterInfo cluster, boolean hasJoined, ReconcileSettings settings) {
    JoinWarnings about = new JoinWarnings(settings);
    about.ofTheSettings(hasJoined);
    if (settings.join().customUserData() == null) {
      about.ofTheCluster(cluster);
    }
    return List.copyOf(about.warnings);
  }

  private List<Warning> ofTheSettings(boolean hasJoined) {
    settings.doubts().stream()
        .filter(doubt -> !doubt.untilOneJoined() || !hasJoined)
        .forEach(doubt -> warn(Code.SETTING, doubt.sentence()));
    return warnings;
  }

  private void ofTheCluster(ClusterInfo cluster) {
    if (!cluster.isK3s()) {
      warn(
          Code.NOT_K3S,
          "The cluster says that its version is "
              + cluster.version()
              + ", which is no K3s release: no machine is bought, because ours would install K3s."
              + " Give the user-data with which a machine joins in HCLOUD_CLOUD_INIT.");
      return;
    }
    boolean mayMakeTokens = cluster.granted().contains(Permission.JOIN_TOKENS);
    if (mayMakeTokens && !cluster.takesBootstrapTokens()) {
      warn(
          Code.NO_BOOTSTRAP_TOKENS,
          "K3s "
              + cluster.version()
              + " knows no bootstrap tokens, so that machines join by CLUSTER_SECRET: upgrade K3s"
              + " to v1.23.17, v1.24.11, v1.25.7, v1.26.2 or later.");
    }
    boolean usesClusterSecret =
        cluster.denied().containsKey(Permission.JOIN_TOKENS)
            || (mayMakeTokens && !cluster.takesBootstrapTokens());
    if (usesClusterSecret) {
      JoinToken.warning(settings.join().clusterSecret().get())
          .ifPresent(sentence -> warn(Code.SERVER_TOKEN_GIVEN_AWAY, sentence));
    }
  }

  private void warn(Code code, String sentence) {
    warnings.add(new Warning(code.name(), sentence));
  }
}
